CREATE FUNCTION hera.rebuild_balances(p_organization_id uuid)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Computes the rollups of one organization anew from its lines and returns how many lines there are: the way back when
-- hera.verify says that balances differ from their lines. Posting goes on meanwhile: what commits later is in the tail.
-- Waits for a refresh of the organization and holds it back. The next certificate begins anew, from
-- what archived months have brought forward: it covers every document that is not in the archive.
-- Raises AUTHZ_001.
DECLARE
    v_lines bigint;
BEGIN
    IF NOT hera_internal.is_admin() OR NOT EXISTS (
        SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ) THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    PERFORM hera_internal.lock_balances(p_organization_id);
    DELETE FROM hera_internal.balance_rollup AS r WHERE r.organization_id = p_organization_id;
    -- One statement: the tail that goes and the lines that are counted are those of one moment.
    WITH gone AS (
        DELETE FROM hera_internal.balance_tail AS t WHERE t.organization_id = p_organization_id
    ), queued AS (
        INSERT INTO hera_internal.uncertified_document (organization_id, transaction_id)
        SELECT DISTINCT l.organization_id, l.transaction_id FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id
        ON CONFLICT (organization_id, transaction_id) DO NOTHING
    ), added AS (
        INSERT INTO hera_internal.balance_rollup (
            organization_id, unit, grain, starts_on, account_id, currency, debit, credit, lines, base_debit,
            base_credit
        )
        SELECT p_organization_id, b.unit, b.grain, b.starts_on, b.account_id, b.currency, b.debit, b.credit, b.lines,
            b.base_debit, b.base_credit
        FROM hera_internal.derive_balances(p_organization_id) AS b
        RETURNING balance_rollup.unit, balance_rollup.grain, balance_rollup.lines
    )
    SELECT coalesce(sum(a.lines), 0) INTO v_lines FROM added AS a WHERE a.unit = '' AND a.grain = 'year';
    UPDATE hera_internal.balance_refresh AS b SET refreshed_at = clock_timestamp(), lines = v_lines
    WHERE b.organization_id = p_organization_id;
    INSERT INTO hera_internal.books_certificate (organization_id, number, certified_at, certified_by, documents, balances)
    SELECT p_organization_id, coalesce(max(c.number), 0) + 1, clock_timestamp(), hera_internal.caller_name(), 0, (
        SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM (
            SELECT x.account_id, x.currency, sum(x.debit) AS debit, sum(x.credit) AS credit,
                sum(x.base_debit) AS base_debit, sum(x.base_credit) AS base_credit
            FROM hera_internal.balance_brought_forward AS x
            WHERE x.organization_id = p_organization_id
            GROUP BY x.account_id, x.currency
        ) AS f
    )
    FROM hera_internal.books_certificate AS c
    WHERE c.organization_id = p_organization_id;
    RETURN v_lines;
END
$function$;
COMMENT ON FUNCTION hera.rebuild_balances(uuid) IS 'Computes the rollups of balances of one organization anew.';
ALTER FUNCTION hera.rebuild_balances(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.rebuild_balances(uuid) TO hera_admin;
