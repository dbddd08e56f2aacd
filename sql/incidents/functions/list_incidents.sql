CREATE FUNCTION hera.list_incidents(p_unfinished boolean DEFAULT true, p_limit integer DEFAULT 100)
RETURNS TABLE (
    id uuid, title text, severity text, tier smallint, state text, alert text, opened_at timestamptz, opened_by text,
    acknowledge_due_at timestamptz, update_due_at timestamptz, resolve_due_at timestamptz,
    post_mortem_due_at timestamptz, overdue text[], runbook text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Incidents, newest first; unfinished ones are those whose post-mortem is not written. A due time is NULL once what it
-- asks for was done; overdue names those that have passed. A post-mortem is due 48 hours after the resolution, for
-- severities sev1 and sev2 as for the others. Raises AUTHZ_001, VAL_010.
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM hera_internal.require_operator('hera.list_incidents');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    SELECT i.id, i.title, s.severity, i.tier, s.state, i.alert, i.opened_at, i.opened_by, d.acknowledge_at, d.update_at,
        d.resolve_at, d.post_mortem_at,
        array_remove(ARRAY[
            CASE WHEN d.acknowledge_at < v_now THEN 'acknowledge' END, CASE WHEN d.update_at < v_now THEN 'update' END,
            CASE WHEN d.resolve_at < v_now THEN 'resolve' END, CASE WHEN d.post_mortem_at < v_now THEN 'post_mortem' END
        ], NULL),
        'docs/incidents.md#' || s.state
    FROM hera_internal.incident AS i
    JOIN hera_internal.incident_states() AS s ON s.id = i.id
    JOIN hera_internal.incident_response AS r ON r.severity = s.severity AND r.tier = i.tier
    CROSS JOIN LATERAL (
        SELECT CASE WHEN s.state = 'open' THEN i.opened_at + make_interval(mins => r.acknowledge_minutes) END,
            CASE WHEN s.state IN ('open', 'acknowledged') THEN s.last_word_at + make_interval(mins => r.update_minutes) END,
            CASE WHEN s.state IN ('open', 'acknowledged') THEN i.opened_at + make_interval(mins => r.resolve_minutes) END,
            CASE WHEN s.state = 'resolved' THEN s.resolved_at + interval '48 hours' END
    ) AS d (acknowledge_at, update_at, resolve_at, post_mortem_at)
    WHERE NOT p_unfinished OR s.state <> 'closed'
    ORDER BY i.opened_at DESC, i.id DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_incidents(boolean, integer) IS 'Incidents with what is due and what is overdue.';
ALTER FUNCTION hera.list_incidents(boolean, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_incidents(boolean, integer) TO hera_admin;
