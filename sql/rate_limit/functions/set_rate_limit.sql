CREATE FUNCTION hera.set_rate_limit(
    p_organization_id uuid,
    p_max_requests integer,
    p_actor text DEFAULT NULL,
    p_operation text DEFAULT NULL,
    p_window integer DEFAULT 60000,
    p_burst integer DEFAULT 0,
    p_algorithm text DEFAULT 'gcra'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Limits the calls of an actor, of an operation, or of an actor for an operation, in the place of such a limit that is
-- there, which begins anew; p_max_requests NULL takes it away. p_window in milliseconds, p_burst 0 as the limit.
-- Effective at the next statement. Not for the path of a request: it may have to make registers.
-- Raises AUTHZ_001, RL_003, VAL_010 (any argument; neither actor nor operation; nothing to take away).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'settings.write');
    v_found boolean := true;
BEGIN
    PERFORM hera_internal.require_known('p_actor', p_actor, CASE
        WHEN p_actor IS NULL OR p_max_requests IS NULL THEN coalesce(p_actor, p_operation) IS NOT NULL
        ELSE EXISTS (
            SELECT FROM hera_internal.organization_member AS m
            WHERE m.organization_id = p_organization_id AND m.actor = p_actor
        )
    END);
    PERFORM hera_internal.require_known(
        'p_operation', p_operation, p_operation IS NULL OR p_operation ~ '^[a-z][a-z0-9_.]{0,62}$',
        'the name of an operation, in small letters'
    );
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id FOR NO KEY UPDATE;
    IF p_max_requests IS NULL THEN
        v_found := hera_internal.drop_rate_limits(p_organization_id, coalesce(p_actor, ''), coalesce(p_operation, ''));
        PERFORM hera_internal.require_known('p_max_requests', NULL, v_found);
    ELSE
        PERFORM hera_internal.require_known(
            'p_max_requests', p_max_requests::text, p_max_requests >= 1 AND p_max_requests <= 100000000, '1 to 100000000'
        );
        PERFORM hera_internal.require_known('p_window', p_window::text, p_window >= 1 AND p_window <= 86400000, '1 to 86400000');
        PERFORM hera_internal.require_known('p_burst', p_burst::text, p_burst >= 0 AND p_burst <= 1000000, '0 to 1000000');
        PERFORM hera_internal.require_known('p_algorithm', p_algorithm, p_algorithm IN ('gcra', 'sliding_window'), 'gcra, sliding_window');
        PERFORM hera_internal.add_rate_limit(
            p_organization_id, coalesce(p_actor, ''), coalesce(p_operation, ''),
            ROW(NULL, p_algorithm, p_max_requests, p_window, p_burst)::hera_internal.limit_rule, v_by
        );
    END IF;
    PERFORM hera_internal.follow_settings(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'rate_limit.changed', NULL, v_by, NULL,
        jsonb_build_object(
            'actor', p_actor, 'operation', p_operation, 'max_requests', p_max_requests, 'window', p_window,
            'burst', p_burst, 'algorithm', p_algorithm
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.set_rate_limit(uuid, integer, text, text, integer, integer, text) IS 'Limits the calls of an actor or of an operation, or takes such a limit away.';
GRANT EXECUTE ON FUNCTION hera.set_rate_limit(uuid, integer, text, text, integer, integer, text) TO hera_app, hera_admin;
