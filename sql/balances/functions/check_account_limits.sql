CREATE FUNCTION hera_internal.check_account_limits()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- At COMMIT, once for all that the transaction posted and reserved: each account that it moved towards a limit is locked,
-- in sorted order so that no two transactions wait for each other, and its balance read by a statement that begins under
-- the lock and so counts what was committed before. A repeatable read that overlooks such a commit meets a changed row
-- and fails with 40001. A movement away from the limit takes no lock. What is reserved counts where it brings the account
-- nearer to a limit, never where it would give room; posting what was reserved is no movement. Raises LED_040.
DECLARE
    v_xid xid8 := pg_current_xact_id();
    v_moved record;
    v_limit hera_internal.account_limit%ROWTYPE;
    v_lowest numeric;
    v_highest numeric;
    v_passed numeric;
BEGIN
    FOR v_moved IN
        SELECT c.account_id, c.currency, sum(c.moved) AS amount, sum(c.debit_reserved) AS debit,
            sum(c.credit_reserved) AS credit
        FROM hera_internal.limit_check AS c
        WHERE c.organization_id = NEW.organization_id AND c.xid = v_xid
        GROUP BY c.account_id, c.currency
        ORDER BY c.account_id, c.currency
    LOOP
        UPDATE hera_internal.account_limit AS l SET checks = l.checks + 1
        WHERE l.organization_id = NEW.organization_id AND l.account_id = v_moved.account_id
            AND l.currency = v_moved.currency AND (
                (l.minimum IS NOT NULL
                    AND hera_internal.lowest_balance(l.sign, v_moved.amount, v_moved.debit, v_moved.credit) < 0)
                OR (l.maximum IS NOT NULL
                    AND hera_internal.highest_balance(l.sign, v_moved.amount, v_moved.debit, v_moved.credit) > 0)
            )
        RETURNING l.* INTO v_limit;
        CONTINUE WHEN NOT FOUND;
        PERFORM hera_internal.lapse_reservations(NEW.organization_id, v_limit.account_id, v_limit.currency);
        SELECT b.lowest, b.highest INTO v_lowest, v_highest
        FROM hera_internal.reserved_balance(
            NEW.organization_id, v_limit.account_id, v_limit.currency, v_limit.sign, NULL
        ) AS b;
        v_passed := CASE
            WHEN hera_internal.lowest_balance(v_limit.sign, v_moved.amount, v_moved.debit, v_moved.credit) < 0
                AND v_lowest < v_limit.minimum THEN v_lowest
            WHEN hera_internal.highest_balance(v_limit.sign, v_moved.amount, v_moved.debit, v_moved.credit) > 0
                AND v_highest > v_limit.maximum THEN v_highest
        END;
        IF v_passed IS NOT NULL THEN
            PERFORM hera_internal.raise_error('LED_040', a.code, hera_internal.limit_message(
                a.code, v_limit.currency, v_limit.minimum, v_limit.maximum, v_passed
            ))
            FROM hera_internal.ledger_account AS a
            WHERE a.organization_id = NEW.organization_id AND a.id = v_limit.account_id;
        END IF;
    END LOOP;
    DELETE FROM hera_internal.limit_check AS c WHERE c.organization_id = NEW.organization_id AND c.xid = v_xid;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_account_limits() IS 'Refuses at COMMIT a transaction that passes the limit of an account.';
ALTER FUNCTION hera_internal.check_account_limits() OWNER TO hera_owner;
