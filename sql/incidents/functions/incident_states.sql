CREATE FUNCTION hera_internal.incident_states()
RETURNS TABLE (
    id uuid, state text, severity text, acknowledged_at timestamptz, last_word_at timestamptz, resolved_at timestamptz,
    post_mortem_at timestamptz
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The state of each incident, from its timeline: open, acknowledged, resolved, and closed once its post-mortem is written.
-- Opening one again takes back its resolution and what came after, not that somebody has taken it.
BEGIN
    RETURN QUERY
    SELECT i.id,
        CASE
            WHEN l.post_mortem_at IS NOT NULL THEN 'closed'
            WHEN l.resolved_at IS NOT NULL THEN 'resolved'
            WHEN e.acknowledged_at IS NOT NULL THEN 'acknowledged'
            ELSE 'open'
        END,
        e.severity, e.acknowledged_at, e.last_word_at, l.resolved_at, l.post_mortem_at
    FROM hera_internal.incident AS i
    CROSS JOIN LATERAL (
        SELECT min(x.recorded_at) FILTER (WHERE x.kind = 'acknowledged') AS acknowledged_at,
            max(x.recorded_at) AS last_word_at, max(x.recorded_at) FILTER (WHERE x.kind = 'reopened') AS reopened_at,
            (array_agg(x.severity ORDER BY x.id DESC) FILTER (WHERE x.severity IS NOT NULL))[1] AS severity
        FROM hera_internal.incident_event AS x
        WHERE x.incident_id = i.id
    ) AS e
    CROSS JOIN LATERAL (
        SELECT max(x.recorded_at) FILTER (WHERE x.kind = 'resolved') AS resolved_at,
            max(x.recorded_at) FILTER (WHERE x.kind = 'post_mortem') AS post_mortem_at
        FROM hera_internal.incident_event AS x
        WHERE x.incident_id = i.id AND (e.reopened_at IS NULL OR x.recorded_at > e.reopened_at)
    ) AS l;
END
$function$;
COMMENT ON FUNCTION hera_internal.incident_states() IS 'The state of every incident, from its timeline.';
ALTER FUNCTION hera_internal.incident_states() OWNER TO hera_owner;
