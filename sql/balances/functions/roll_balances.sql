CREATE FUNCTION hera_internal.roll_balances(p_organization_id uuid, p_limit integer)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Moves up to p_limit lines of one organization from the tail into the rollups, in one statement, and queues their
-- documents for the next certificate. Returns how many; NULL when another process is at it. The row of balance_refresh is
-- the lock; who posts takes none, and lines that are not committed yet stay in the tail, however long they take.
DECLARE
    v_lines bigint;
BEGIN
    PERFORM FROM hera_internal.balance_refresh AS b WHERE b.organization_id = p_organization_id FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    WITH chosen AS MATERIALIZED (
        SELECT t.account_id, t.transaction_id, t.line_number FROM hera_internal.balance_tail AS t
        WHERE t.organization_id = p_organization_id
        LIMIT p_limit
    ), taken AS (
        DELETE FROM hera_internal.balance_tail AS t USING chosen AS c
        WHERE t.organization_id = p_organization_id AND t.account_id = c.account_id
            AND t.transaction_id = c.transaction_id AND t.line_number = c.line_number
        RETURNING t.account_id, t.transaction_id, t.currency, t.unit, t.transaction_date, t.debit, t.credit,
            t.base_debit, t.base_credit
    ), queued AS (
        INSERT INTO hera_internal.uncertified_document (organization_id, transaction_id)
        SELECT DISTINCT p_organization_id, t.transaction_id FROM taken AS t
        ON CONFLICT (organization_id, transaction_id) DO NOTHING
    ), added AS (
        INSERT INTO hera_internal.balance_rollup AS r (
            organization_id, unit, grain, starts_on, account_id, currency, debit, credit, lines, base_debit,
            base_credit
        )
        SELECT p_organization_id, b.unit, b.grain, b.starts_on, b.account_id, b.currency, b.debit, b.credit, b.lines,
            b.base_debit, b.base_credit
        FROM hera_internal.bucket_lines(
            ARRAY(
                SELECT ROW(
                    t.account_id, t.currency, t.unit, t.transaction_date, sum(t.debit), sum(t.credit), count(*),
                    sum(t.base_debit), sum(t.base_credit)
                )::hera_internal.day_total
                FROM taken AS t
                GROUP BY t.account_id, t.currency, t.unit, t.transaction_date
            )
        ) AS b
        ON CONFLICT (organization_id, unit, grain, starts_on, account_id, currency) DO UPDATE
        SET debit = r.debit + excluded.debit, credit = r.credit + excluded.credit, lines = r.lines + excluded.lines,
            base_debit = r.base_debit + excluded.base_debit, base_credit = r.base_credit + excluded.base_credit
    )
    SELECT count(*) INTO v_lines FROM taken;
    UPDATE hera_internal.balance_refresh AS b SET refreshed_at = clock_timestamp(), lines = b.lines + v_lines
    WHERE b.organization_id = p_organization_id;
    RETURN v_lines;
END
$function$;
COMMENT ON FUNCTION hera_internal.roll_balances(uuid, integer) IS 'Moves lines of one organization from the tail into the rollups.';
ALTER FUNCTION hera_internal.roll_balances(uuid, integer) OWNER TO hera_owner;
