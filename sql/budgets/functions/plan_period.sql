CREATE FUNCTION hera_internal.plan_period(p_organization_id uuid, p_period text, p_path text)
RETURNS hera_internal.calendar_period
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A period that can have a budget. Raises VAL_010 for a name that no period has, and for adjustment periods.
DECLARE
    v_period hera_internal.calendar_period := hera_internal.find_period(p_organization_id, p_period);
BEGIN
    PERFORM hera_internal.require_known(p_path, p_period, NOT v_period.adjustment);
    RETURN v_period;
END
$function$;
COMMENT ON FUNCTION hera_internal.plan_period(uuid, text, text) IS 'A period that can have a budget, by its name.';
