CREATE FUNCTION hera_internal.limit_actor(p_organization_id uuid, p_actor text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives a new member its limit where members have one. Locks the organization's row, so that it is not missed by a
-- change of that setting at the same time. Raises RL_003.
DECLARE
    v_algorithm text;
BEGIN
    SELECT o.settings ->> 'rate_limit_algorithm' INTO v_algorithm
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id AND o.settings ->> 'rate_limit_actor_max_requests' <> '0'
    FOR SHARE;
    IF FOUND AND NOT EXISTS (
        SELECT FROM hera_internal.rate_limit AS l
        WHERE l.organization_id = p_organization_id AND l.actor = p_actor AND l.operation = ''
    ) THEN
        PERFORM hera_internal.add_rate_limit(
            p_organization_id, p_actor, '', ROW(NULL, v_algorithm, NULL, NULL, NULL)::hera_internal.limit_rule, 'settings'
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_actor(uuid, text) IS 'Gives a new member its rate limit where members have one.';
