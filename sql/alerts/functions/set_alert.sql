CREATE FUNCTION hera.set_alert(
    p_name text, p_threshold numeric DEFAULT NULL, p_hold interval DEFAULT NULL, p_enabled boolean DEFAULT true
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Threshold and duration of a rule in this installation; NULL is that of the rule. A rule that is not enabled is not judged.
-- Effective at once; hera.prometheus_rules() gives the rules with it. Raises VAL_010 for an unknown rule, a threshold that is
-- no number and a duration below 0.
BEGIN
    PERFORM hera_internal.require_known(
        'p_name', p_name, EXISTS (SELECT FROM hera_internal.alert_rule AS r WHERE r.name = p_name),
        'the names of hera.alerts'
    );
    PERFORM hera_internal.require_known(
        'p_threshold', p_threshold::text, p_threshold IS NULL OR (p_threshold > '-Infinity' AND p_threshold < 'Infinity')
    );
    PERFORM hera_internal.require_known('p_hold', p_hold::text, p_hold IS NULL OR p_hold >= interval '0', 'no time or more');
    PERFORM hera_internal.require_known('p_enabled', NULL, p_enabled IS NOT NULL);
    DELETE FROM hera_internal.alert_override AS o WHERE o.name = p_name;
    IF p_threshold IS NOT NULL OR p_hold IS NOT NULL OR NOT p_enabled THEN
        INSERT INTO hera_internal.alert_override (name, threshold, hold, enabled, changed_at, changed_by)
        VALUES (p_name, p_threshold, p_hold, p_enabled, clock_timestamp(), hera_internal.caller_name());
    END IF;
    PERFORM hera_internal.write_platform_leaf('alert.changed', NULL, jsonb_build_object(
        'name', p_name, 'threshold', p_threshold, 'hold', p_hold, 'enabled', p_enabled
    ));
END
$function$;
COMMENT ON FUNCTION hera.set_alert(text, numeric, interval, boolean) IS 'Changes threshold and duration of an alert, or turns it off.';
ALTER FUNCTION hera.set_alert(text, numeric, interval, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_alert(text, numeric, interval, boolean) TO hera_admin;
