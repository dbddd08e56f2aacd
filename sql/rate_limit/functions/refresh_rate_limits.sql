CREATE FUNCTION hera_internal.refresh_rate_limits(p_organization_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a setting was changed, for one organization or for all: nothing to do where there is nothing but the plain limit.
DECLARE
    v_organization_id uuid;
BEGIN
    FOR v_organization_id IN
        SELECT o.organization_id FROM hera.core_organizations AS o
        WHERE (p_organization_id IS NULL OR o.organization_id = p_organization_id) AND (
            o.has_rate_limits OR o.settings ->> 'rate_limit_algorithm' <> 'gcra'
            OR o.settings ->> 'rate_limit_actor_max_requests' <> '0'
        )
        ORDER BY o.organization_id
    LOOP
        PERFORM hera_internal.follow_settings(v_organization_id);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_rate_limits(uuid) IS 'Makes rate limits of one organization, or of all, what the settings ask for.';
ALTER FUNCTION hera_internal.refresh_rate_limits(uuid) OWNER TO hera_owner;
