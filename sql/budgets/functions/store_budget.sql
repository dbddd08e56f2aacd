CREATE FUNCTION hera_internal.store_budget(p_organization_id uuid, p_version text, p_lines jsonb, p_by text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores lines of a budget that are sound, in the order of the key, so that two loads never wait for each other in a
-- circle.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_currency text := (SELECT o.currency FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id);
BEGIN
    WITH period AS MATERIALIZED (
        SELECT d.period, hera_internal.find_period(p_organization_id, d.period) AS found
        FROM (SELECT DISTINCT l ->> 'period' AS period FROM jsonb_array_elements(p_lines) AS l) AS d
    )
    INSERT INTO hera_internal.budget AS b (
        organization_id, version, account_id, period, unit, currency, amount, starts_on, ends_on, changed_at, changed_by
    )
    SELECT p_organization_id, p_version, a.id, l.period, coalesce(l.unit, '') AS unit,
        coalesce(l.currency, v_currency) AS currency, l.amount, (p.found).starts_on, (p.found).ends_on, v_now, p_by
    FROM jsonb_to_recordset(p_lines) AS l (account text, period text, amount numeric, unit text, currency text)
    INNER JOIN period AS p ON p.period = l.period
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = l.account
    ORDER BY a.id, l.period, 5, 6
    ON CONFLICT (organization_id, version, account_id, period, unit, currency) DO UPDATE
    SET amount = excluded.amount, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_budget(uuid, text, jsonb, text) IS 'Stores lines of a budget.';
