CREATE FUNCTION hera_internal.limit_faults(p_organization_id uuid, p_posting jsonb, p_pending boolean DEFAULT false)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a posting that this transaction has not inserted yet, or reserved where it is to be pending, would pass the
-- limit of an account as the books stand: an array of LED_040, or NULL. It takes no lock, so it spares most callers an
-- error at COMMIT, where the check under the lock decides.
DECLARE
    v_moved record;
    v_limit hera_internal.account_limit%ROWTYPE;
    v_lowest numeric;
    v_highest numeric;
    v_faults jsonb;
BEGIN
    FOR v_moved IN
        SELECT p.account, p.currency, sum(CASE p.side WHEN 'debit' THEN p.amount ELSE -p.amount END) AS amount
        FROM jsonb_to_recordset(p_posting) AS p (account text, side text, amount numeric, currency text)
        GROUP BY p.account, p.currency
    LOOP
        SELECT l.* INTO v_limit
        FROM hera_internal.ledger_account AS a
        INNER JOIN hera_internal.account_limit AS l
            ON l.organization_id = a.organization_id AND l.account_id = a.id AND l.currency = v_moved.currency
        WHERE a.organization_id = p_organization_id AND a.code = v_moved.account AND a.limited;
        CONTINUE WHEN NOT FOUND;
        v_moved.amount := v_moved.amount * v_limit.sign;
        SELECT b.lowest + CASE WHEN v_moved.amount < 0 OR NOT p_pending THEN v_moved.amount ELSE 0 END,
            b.highest + CASE WHEN v_moved.amount > 0 OR NOT p_pending THEN v_moved.amount ELSE 0 END
        INTO v_lowest, v_highest
        FROM hera_internal.reserved_balance(
            p_organization_id, v_limit.account_id, v_limit.currency, v_limit.sign, clock_timestamp()
        ) AS b;
        IF (v_moved.amount < 0 AND v_lowest < v_limit.minimum) OR (v_moved.amount > 0 AND v_highest > v_limit.maximum) THEN
            v_faults := coalesce(v_faults, '[]') || hera_internal.make_error(
                'LED_040', v_moved.account, hera_internal.limit_message(
                    v_moved.account, v_limit.currency, v_limit.minimum, v_limit.maximum,
                    CASE WHEN v_moved.amount < 0 THEN v_lowest ELSE v_highest END
                )
            );
        END IF;
    END LOOP;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_faults(uuid, jsonb, boolean) IS 'Faults of a posting that would pass the limit of an account.';
