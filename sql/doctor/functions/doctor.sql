CREATE FUNCTION hera.doctor(p_subject text DEFAULT NULL)
RETURNS TABLE (
    subject text, check_name text, state text, evidence text, cause text, command text, runbook text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Findings with evidence, likely cause and the command that helps, the worst first: of latency, classification, connections,
-- locks, security, cis, or of all. cause and command hold for a finding that is not ok. unknown is what cannot be seen from
-- here. Only reads. Raises VAL_010 for another subject.
BEGIN
    PERFORM hera_internal.require_known('p_subject', p_subject, coalesce(
        p_subject IN ('latency', 'classification', 'connections', 'locks', 'security', 'cis'), true
    ), 'latency, classification, connections, locks, security, cis');
    RETURN QUERY
    SELECT f.subject, f.check_name, f.state, f.evidence, f.cause, f.command, 'docs/doctor.md#' || f.subject
    FROM (
        SELECT 'latency' AS subject, l.* FROM hera_internal.doctor_latency() AS l
        WHERE coalesce(p_subject, 'latency') = 'latency'
        UNION ALL
        SELECT 'classification', c.* FROM hera_internal.doctor_classification() AS c
        WHERE coalesce(p_subject, 'classification') = 'classification'
        UNION ALL
        SELECT 'connections', n.* FROM hera_internal.doctor_connections() AS n
        WHERE coalesce(p_subject, 'connections') = 'connections'
        UNION ALL
        SELECT 'locks', k.* FROM hera_internal.doctor_locks() AS k WHERE coalesce(p_subject, 'locks') = 'locks'
        UNION ALL
        SELECT 'security', s.* FROM hera_internal.doctor_security() AS s WHERE coalesce(p_subject, 'security') = 'security'
        UNION ALL
        SELECT 'cis', b.* FROM hera_internal.doctor_cis() AS b WHERE coalesce(p_subject, 'cis') = 'cis'
    ) AS f
    ORDER BY array_position('{critical,warning,unknown,ok}'::text[], f.state), f.subject, f.check_name;
END
$function$;
COMMENT ON FUNCTION hera.doctor(text) IS 'Findings with evidence, cause and command.';
ALTER FUNCTION hera.doctor(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.doctor(text) TO hera_admin;
