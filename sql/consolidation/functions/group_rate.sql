CREATE FUNCTION hera_internal.group_rate(p_organization_id uuid, p_from text, p_to text, p_as_of date)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Units of the group's currency for one of the organization's, by the organization's own rates, at the end of a day; NULL is
-- today. Raises FX_001.
DECLARE
    v_date date := coalesce(p_as_of, (now() AT TIME ZONE 'UTC')::date);
    v_rate hera_internal.dated_rate;
BEGIN
    IF p_from = p_to THEN
        RETURN 1;
    END IF;
    v_rate := hera_internal.find_rate(p_organization_id, p_from, p_from, p_to, v_date);
    IF v_rate.rate IS NULL THEN
        PERFORM hera_internal.rejected(
            jsonb_build_array(hera_internal.rate_fault('p_as_of', p_from, p_to, v_date)), NULL, true
        );
    END IF;
    RETURN v_rate.rate;
END
$function$;
COMMENT ON FUNCTION hera_internal.group_rate(uuid, text, text, date) IS 'Rate by which an organization is translated in consolidation.';
