CREATE FUNCTION hera_internal.clear_alerts(p_organization_id uuid, p_code text, p_subject text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_now constant timestamptz := clock_timestamp();
BEGIN
    UPDATE hera_internal.alert AS a SET cleared_at = v_now
    WHERE a.organization_id = p_organization_id AND a.cleared_at IS NULL AND a.subject = p_subject
        AND a.code LIKE p_code;
END
$function$;
COMMENT ON FUNCTION hera_internal.clear_alerts(uuid, text, text) IS 'Clears the open alerts of a subject whose code fits a LIKE pattern.';
