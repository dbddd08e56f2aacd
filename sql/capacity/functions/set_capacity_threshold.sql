CREATE FUNCTION hera.set_capacity_threshold(p_name text, p_warning_at numeric, p_critical_at numeric)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sets from where on something is short in this installation; two times NULL for HERA's own values. Which is the larger
-- says whether much or little is bad, and must stay as it was. Raises AUTHZ_001, VAL_010.
DECLARE
    v_old record;
BEGIN
    PERFORM hera_internal.require_operator('hera.set_capacity_threshold');
    SELECT t.* INTO v_old FROM hera_internal.capacity_threshold AS t WHERE t.name = p_name FOR NO KEY UPDATE;
    PERFORM hera_internal.require_known('p_name', p_name, FOUND, 'the names of hera.capacity');
    PERFORM hera_internal.require_known('p_critical_at', p_critical_at::text, CASE
        WHEN p_warning_at IS NULL OR p_critical_at IS NULL THEN p_warning_at IS NULL AND p_critical_at IS NULL
        ELSE p_warning_at >= 0 AND p_critical_at >= 0 AND p_critical_at < 'Infinity' AND p_warning_at < 'Infinity'
            AND sign(p_critical_at - p_warning_at) = sign(v_old.critical_at - v_old.warning_at)
    END);
    UPDATE hera_internal.capacity_threshold AS t SET own_warning_at = p_warning_at, own_critical_at = p_critical_at
    WHERE t.name = p_name;
    PERFORM hera_internal.write_platform_leaf('capacity.threshold', NULL, jsonb_build_object(
        'name', p_name, 'warning_at', p_warning_at, 'critical_at', p_critical_at
    ));
END
$function$;
COMMENT ON FUNCTION hera.set_capacity_threshold(text, numeric, numeric) IS 'Sets from where on something is short in this installation.';
ALTER FUNCTION hera.set_capacity_threshold(text, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_capacity_threshold(text, numeric, numeric) TO hera_admin;
