CREATE FUNCTION hera.override_rota(
    p_person text, p_from timestamptz, p_until timestamptz, p_reason text, p_name text DEFAULT 'primary'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Somebody stands in from p_from until p_until, not included. Raises AUTHZ_001, VAL_005, VAL_010 (name, times).
BEGIN
    PERFORM hera_internal.require_operator('hera.override_rota');
    PERFORM hera_internal.require_text(p_person, 'p_person', 200);
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    PERFORM hera_internal.require_known('p_name', p_name, EXISTS (SELECT FROM hera_internal.rota AS r WHERE r.name = p_name));
    PERFORM hera_internal.require_known('p_until', p_until::text, p_until > p_from, 'a time after p_from');
    INSERT INTO hera_internal.rota_override (name, starts_at, ends_at, person, reason, changed_at, changed_by)
    VALUES (p_name, p_from, p_until, p_person, p_reason, clock_timestamp(), hera_internal.caller_name());
    PERFORM hera_internal.write_platform_leaf('rota.overridden', NULL, jsonb_build_object(
        'name', p_name, 'person', p_person, 'from', p_from, 'until', p_until
    ));
END
$function$;
COMMENT ON FUNCTION hera.override_rota(text, timestamptz, timestamptz, text, text) IS 'Somebody stands in for who is on call.';
ALTER FUNCTION hera.override_rota(text, timestamptz, timestamptz, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.override_rota(text, timestamptz, timestamptz, text, text) TO hera_admin;
