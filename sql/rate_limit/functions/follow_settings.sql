CREATE FUNCTION hera_internal.follow_settings(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes those limits of an organization that follow the settings what the settings ask for: one of the whole organization
-- where it has any other or another algorithm, and one of each member where members have a limit.
-- Locks the organization's row. Raises RL_003.
DECLARE
    v_algorithm text;
    v_by_actor boolean;
    v_needed boolean;
    v_limit record;
BEGIN
    SELECT o.settings ->> 'rate_limit_algorithm', o.settings ->> 'rate_limit_actor_max_requests' <> '0'
    INTO v_algorithm, v_by_actor
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id
    FOR NO KEY UPDATE;
    v_needed := v_algorithm <> 'gcra' OR v_by_actor OR EXISTS (
        SELECT FROM hera_internal.rate_limit AS l
        WHERE l.organization_id = p_organization_id AND l.max_requests IS NOT NULL
    );
    FOR v_limit IN
        SELECT coalesce(w.actor, l.actor) AS actor, w.actor IS NOT NULL AS stays
        FROM (
            SELECT '' AS actor WHERE v_needed
            UNION ALL
            SELECT m.actor FROM hera_internal.organization_member AS m
            WHERE m.organization_id = p_organization_id AND v_by_actor
        ) AS w
        FULL JOIN (
            SELECT r.actor, r.algorithm, r.max_requests FROM hera_internal.rate_limit AS r
            WHERE r.organization_id = p_organization_id AND r.operation = ''
        ) AS l ON l.actor = w.actor
        WHERE l.max_requests IS NULL AND (w.actor IS NULL OR l.algorithm IS DISTINCT FROM v_algorithm)
        ORDER BY 1
    LOOP
        IF v_limit.stays THEN
            PERFORM hera_internal.add_rate_limit(
                p_organization_id, v_limit.actor, '', ROW(NULL, v_algorithm, NULL, NULL, NULL)::hera_internal.limit_rule,
                'settings'
            );
        ELSE
            PERFORM hera_internal.drop_rate_limits(p_organization_id, v_limit.actor, '');
        END IF;
    END LOOP;
    UPDATE hera.core_organizations AS o SET has_rate_limits = v_needed
    WHERE o.organization_id = p_organization_id AND o.has_rate_limits <> v_needed;
END
$function$;
COMMENT ON FUNCTION hera_internal.follow_settings(uuid) IS 'Makes rate limits what the settings of the organization ask for.';
ALTER FUNCTION hera_internal.follow_settings(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.follow_settings(uuid) TO hera_api;
