CREATE FUNCTION hera_internal.require_period(p_organization_id uuid, p_period text)
RETURNS hera_internal.calendar_period
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The period of that name. Raises VAL_010 when there is none.
DECLARE
    v_period hera_internal.calendar_period := hera_internal.find_period(p_organization_id, p_period);
BEGIN
    PERFORM hera_internal.require_known('p_period', p_period, v_period.period IS NOT NULL, 'the periods of hera.list_periods');
    RETURN v_period;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_period(uuid, text) IS 'The period of a name, or an error.';
