CREATE FUNCTION hera.preflight()
RETURNS TABLE (check_name text, ok boolean, detail text, runbook text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a change may go ahead now: the contract (storage, functions and rights are those of this version), the guards,
-- health, capacity, critical alerts, and lint of the functions where plpgsql_check is installed. One row for each thing that is wrong or not
-- known (ok is NULL), and one for each part that is right. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.preflight');
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT 'contract' AS part, m.check_name AS name, m.ok, m.detail, 'docs/migrations.md#drift' AS runbook
        FROM hera.migration_verify() AS m
        UNION ALL
        SELECT 'security', g.check_name, g.ok, g.detail, 'docs/verify.md#what-each-check-means-and-what-to-do' FROM hera_internal.verify_guards() AS g
        UNION ALL
        SELECT 'health', s.name, s.ok, s.detail, 'docs/health.md#' || replace(s.name, ' ', '-')
        FROM hera_internal.server_checks() AS s
        UNION ALL
        SELECT 'health', l.name, l.ok, l.detail, 'docs/health.md#' || replace(l.name, ' ', '-')
        FROM hera_internal.ledger_checks() AS l
        UNION ALL
        SELECT 'capacity', c.name, CASE c.state WHEN 'critical' THEN false WHEN 'unknown' THEN NULL ELSE true END,
            concat_ws(': ', c.state, c.value || ' ' || c.unit, c.detail), c.runbook
        FROM hera.capacity() AS c
        UNION ALL
        SELECT 'alerts', a.name, CASE WHEN a.state = 'unknown' THEN NULL ELSE a.state <> 'firing' OR a.severity <> 'critical' END,
            concat_ws(': ', a.state, a.detail), a.runbook
        FROM hera.alerts() AS a
        UNION ALL
        SELECT 'lint', l.name, l.ok, l.detail, 'docs/capacity.md#preflight' FROM hera_internal.lint_functions() AS l
    )
    SELECT f.part || ': ' || f.name, f.ok, f.detail, f.runbook FROM found AS f WHERE f.ok IS NOT TRUE
    UNION ALL
    SELECT f.part, true, format('%s checks', count(*)), min(f.runbook) FROM found AS f GROUP BY f.part HAVING bool_and(f.ok)
        AND count(*) = count(f.ok);
END
$function$;
COMMENT ON FUNCTION hera.preflight() IS 'Whether a change may go ahead now: contract, security, health, capacity and lint.';
ALTER FUNCTION hera.preflight() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.preflight() TO hera_admin;
