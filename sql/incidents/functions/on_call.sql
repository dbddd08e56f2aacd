CREATE FUNCTION hera.on_call(p_at timestamptz DEFAULT NULL, p_name text DEFAULT 'primary')
RETURNS TABLE (level integer, after_minutes integer, person text, reason text, until timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who is on call at a moment (now), and who is called when an incident waits: level 0 at once, the others after their
-- minutes. A rota that has not begun has nobody. Raises AUTHZ_001, VAL_010.
DECLARE
    v_at timestamptz := coalesce(p_at, clock_timestamp());
    v_rota record;
    v_turn integer;
    v_now record;
BEGIN
    PERFORM hera_internal.require_operator('hera.on_call');
    PERFORM hera_internal.require_known('p_name', p_name, EXISTS (SELECT FROM hera_internal.rota AS r WHERE r.name = p_name));
    SELECT r.* INTO v_rota FROM hera_internal.rota AS r
    WHERE r.name = p_name AND r.starts_at <= v_at
    ORDER BY r.starts_at DESC
    LIMIT 1;
    SELECT o.* INTO v_now FROM hera_internal.rota_override AS o
    WHERE o.name = p_name AND o.starts_at <= v_at AND o.ends_at > v_at
    ORDER BY o.changed_at DESC
    LIMIT 1;
    v_turn := extract(epoch FROM v_at - v_rota.starts_at)::bigint / 604800;
    RETURN QUERY
    SELECT 0, 0, coalesce(v_now.person, v_rota.people[1 + v_turn % cardinality(v_rota.people)]), v_now.reason,
        coalesce(v_now.ends_at, hera_internal.hand_off(v_at) + interval '1 week')
    WHERE v_now.person IS NOT NULL OR v_rota.name IS NOT NULL;
    RETURN QUERY
    SELECT s.level::integer, s.after_minutes,
        coalesce(s.person, v_rota.people[1 + (v_turn + s.nth)::integer % cardinality(v_rota.people)]), NULL::text,
        hera_internal.hand_off(v_at) + interval '1 week'
    FROM (
        SELECT row_number() OVER (ORDER BY e.after_minutes) AS level, e.after_minutes, e.person,
            count(*) FILTER (WHERE e.person IS NULL) OVER (ORDER BY e.after_minutes) AS nth
        FROM hera_internal.escalation_step AS e
        WHERE e.name = p_name
    ) AS s
    ORDER BY s.level;
END
$function$;
COMMENT ON FUNCTION hera.on_call(timestamptz, text) IS 'Who is on call at a moment, and who is called when an incident waits.';
ALTER FUNCTION hera.on_call(timestamptz, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.on_call(timestamptz, text) TO hera_admin;
