CREATE FUNCTION hera_internal.check_posting_period(
    p_organization_id uuid, p_id uuid, p_date date, p_period text, p_posted_by text, p_closed_through date,
    p_soft_locks jsonb, p_frozen_through date
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- At COMMIT, where the organization has locks or frozen accounts, or the document names its period: the period is open
-- for the role of the actor who posted, and no account is frozen. A year-end transfer and what undoes it stand in the
-- period of the transfer, which takes nothing else. Raises LED_012, LED_030, LED_031.
DECLARE
    v_refusal record;
    v_account text;
BEGIN
    IF p_period LIKE '%-YE' THEN
        IF NOT hera_internal.is_transfer(p_organization_id, p_id, p_period) THEN
            PERFORM hera_internal.raise_error(
                'LED_012', p_id::text, format('period %s is closed', p_period)
            );
        END IF;
        RETURN;
    END IF;
    v_refusal := hera_internal.period_refusal(
        p_organization_id,
        (
            SELECT m.role FROM hera_internal.organization_member AS m
            WHERE m.organization_id = p_organization_id AND m.actor = p_posted_by
        ),
        p_closed_through, p_soft_locks, p_date, p_period
    );
    IF v_refusal.code IS NOT NULL THEN
        PERFORM hera_internal.raise_error(v_refusal.code, p_id::text, v_refusal.message);
    ELSIF p_date <= p_frozen_through THEN
        SELECT a.code INTO v_account
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = l.organization_id AND a.id = l.account_id
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_id
            AND l.created_at = hera_internal.uuid_time(p_id) AND a.frozen_through >= p_date
        LIMIT 1;
        IF FOUND THEN
            PERFORM hera_internal.raise_error(
                'LED_031', p_id::text,
                format('account %s is frozen on %s', v_account, p_date)
            );
        END IF;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_posting_period(uuid, uuid, date, text, text, date, jsonb, date) IS 'Refuses a posted document whose period is locked for its poster, or with a line on a frozen account.';
ALTER FUNCTION hera_internal.check_posting_period(uuid, uuid, date, text, text, date, jsonb, date) OWNER TO hera_owner;
