CREATE FUNCTION hera_internal.pair_rate(p_organization_id uuid, p_from text, p_to text, p_date date)
RETURNS hera_internal.dated_rate
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The latest rate of a pair at or before a day, in whichever direction it was set; of the same day as it was set. NULL
-- when there is none. Two look-ups by key.
DECLARE
    v_rate hera_internal.dated_rate;
BEGIN
    IF p_from = p_to THEN
        RETURN ROW(1, p_date, 'same currency', 'same')::hera_internal.dated_rate;
    END IF;
    SELECT r.rate, r.rate_date, r.source, r.derivation INTO v_rate
    FROM (
        (
            SELECT x.rate, x.rate_date, x.source, 'direct' AS derivation FROM hera_internal.exchange_rate AS x
            WHERE x.organization_id = p_organization_id AND x.from_currency = p_from AND x.to_currency = p_to
                AND x.rate_date <= p_date
            ORDER BY x.rate_date DESC LIMIT 1
        )
        UNION ALL
        (
            SELECT trim_scale(round(1 / x.rate, 15)), x.rate_date, x.source, 'inverse' FROM hera_internal.exchange_rate AS x
            WHERE x.organization_id = p_organization_id AND x.from_currency = p_to AND x.to_currency = p_from
                AND x.rate_date <= p_date
            ORDER BY x.rate_date DESC LIMIT 1
        )
    ) AS r
    ORDER BY r.rate_date DESC, r.derivation
    LIMIT 1;
    RETURN CASE WHEN v_rate.rate > 0 THEN v_rate END;
END
$function$;
COMMENT ON FUNCTION hera_internal.pair_rate(uuid, text, text, date) IS 'Latest rate between two currencies, direct or inverse, or NULL.';
