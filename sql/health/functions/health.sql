CREATE FUNCTION hera.health(p_kind text DEFAULT 'readiness')
RETURNS jsonb
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- status ok, degraded (a warning) or failed (something critical), with the checks that led to it. liveness: the server
-- answers; startup: storage is of this version; readiness: both, and requests can be taken; detailed: all there is, for
-- operators. Only reads: it answers on a standby and in a read-only transaction. Raises VAL_010 for another kind, AUTHZ_001
-- for detailed when the caller is not of hera_admin.
DECLARE
    v_kinds text[] := CASE p_kind
        WHEN 'liveness' THEN '{liveness}'::text[]
        WHEN 'startup' THEN '{liveness,startup}'::text[]
        WHEN 'readiness' THEN '{liveness,startup,readiness}'::text[]
        WHEN 'detailed' THEN '{liveness,startup,readiness,detailed}'::text[]
    END;
BEGIN
    PERFORM hera_internal.require_known('p_kind', p_kind, v_kinds IS NOT NULL, 'liveness, startup, readiness, detailed');
    IF p_kind = 'detailed' AND NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_kind');
    END IF;
    RETURN (
        SELECT jsonb_build_object(
            'status', CASE
                WHEN bool_or(c.severity = 'critical' AND c.ok IS NOT TRUE) THEN 'failed'
                WHEN bool_or(c.ok IS NOT TRUE) THEN 'degraded'
                ELSE 'ok'
            END,
            'kind', p_kind,
            'at', clock_timestamp(),
            'version', hera_internal.bundle_version(),
            'checks', jsonb_agg(jsonb_build_object(
                'name', c.name, 'ok', c.ok, 'severity', c.severity, 'value', c.value, 'detail', c.detail,
                'runbook', 'docs/health.md#' || replace(c.name, ' ', '-')
            ) ORDER BY c.ordinal)
        )
        FROM (
            SELECT row_number() OVER () AS ordinal, x.* FROM (
                SELECT s.* FROM hera_internal.server_checks() AS s
                UNION ALL
                SELECT l.* FROM hera_internal.ledger_checks() AS l WHERE p_kind <> 'liveness'
            ) AS x
        ) AS c
        WHERE c.kind = ANY (v_kinds)
    );
END
$function$;
COMMENT ON FUNCTION hera.health(text) IS 'Health as jsonb: liveness, startup, readiness or detailed.';
ALTER FUNCTION hera.health(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.health(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
