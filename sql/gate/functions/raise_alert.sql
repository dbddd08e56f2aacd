CREATE FUNCTION hera_internal.raise_alert(p_organization_id uuid, p_code text, p_subject text, p_detail text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Of one kind and subject one alert is open: a second one brings its detail up to date.
BEGIN
    INSERT INTO hera_internal.alert AS a (organization_id, id, code, subject, detail, raised_at)
    VALUES (p_organization_id, hera_internal.new_id(), p_code, p_subject, p_detail, clock_timestamp())
    ON CONFLICT (organization_id, code, subject) WHERE cleared_at IS NULL DO UPDATE
    SET detail = excluded.detail;
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_alert(uuid, text, text, text) IS 'Raises an alert.';
