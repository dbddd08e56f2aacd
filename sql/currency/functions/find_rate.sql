CREATE FUNCTION hera_internal.find_rate(
    p_organization_id uuid, p_base text, p_from text, p_to text, p_date date
)
RETURNS hera_internal.dated_rate
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rate between two currencies on a day: of the pair, else through the organization's currency p_base, with the older
-- of the two days. NULL when there is none.
DECLARE
    v_rate hera_internal.dated_rate := hera_internal.pair_rate(p_organization_id, p_from, p_to, p_date);
    v_other hera_internal.dated_rate;
BEGIN
    IF v_rate.rate IS NOT NULL OR p_base IN (p_from, p_to) THEN
        RETURN v_rate;
    END IF;
    v_rate := hera_internal.pair_rate(p_organization_id, p_from, p_base, p_date);
    v_other := hera_internal.pair_rate(p_organization_id, p_base, p_to, p_date);
    IF num_nonnulls(v_rate.rate, v_other.rate) < 2 OR round(v_rate.rate * v_other.rate, 15) = 0 THEN
        RETURN NULL;
    END IF;
    RETURN ROW(
        trim_scale(round(v_rate.rate * v_other.rate, 15)), least(v_rate.rate_date, v_other.rate_date),
        CASE v_rate.source WHEN v_other.source THEN v_rate.source ELSE v_rate.source || ', ' || v_other.source END,
        'cross'
    )::hera_internal.dated_rate;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_rate(uuid, text, text, text, date) IS 'Rate between two currencies on a day, or NULL.';
