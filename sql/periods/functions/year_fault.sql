CREATE FUNCTION hera_internal.year_fault(p_year integer, p_periods jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why these cannot be the periods of a year, or NULL. A name of the form of the rule must not be one of a far year, and
-- none is that of a transfer.
-- Raises VAL_003 when it is no array of periods.
DECLARE
    v_item record;
    v_last date;
    v_first date;
    v_adjusting boolean := false;
BEGIN
    IF jsonb_typeof(p_periods) IS DISTINCT FROM 'array' OR jsonb_array_length(p_periods) NOT BETWEEN 1 AND 98 THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_periods', 'p_periods must be a JSON array of 1 to 98 periods');
    END IF;
    FOR v_item IN
        SELECT p.value ->> 'period' AS period, hera_internal.read_date(p.value ->> 'starts_on') AS starts_on,
            hera_internal.read_date(p.value ->> 'ends_on') AS ends_on,
            coalesce(p.value -> 'adjustment' = 'true', false) AS adjustment
        FROM jsonb_array_elements(p_periods) WITH ORDINALITY AS p (value, number)
        ORDER BY p.number
    LOOP
        IF v_item.period IS NULL OR length(btrim(v_item.period)) NOT BETWEEN 1 AND 40 OR v_item.period LIKE '%-YE'
            OR (v_item.period ~ '^[0-9]{4}-[0-9]{2}$' AND left(v_item.period, 4)::integer NOT BETWEEN p_year - 1 AND p_year)
        THEN
            RETURN format('a period of %s cannot be named %s', p_year, coalesce(v_item.period, 'NULL'));
        ELSIF v_item.ends_on < v_item.starts_on OR num_nulls(v_item.starts_on, v_item.ends_on) > 0 THEN
            RETURN format('%s has no days', v_item.period);
        ELSIF v_item.adjustment AND (
            v_last IS NULL OR v_item.starts_on < v_first OR v_item.ends_on > v_last
        ) THEN
            RETURN format('adjustment period %s does not lie in the year', v_item.period);
        ELSIF NOT v_item.adjustment AND (v_adjusting OR v_item.starts_on <> v_last + 1) THEN
            RETURN format('%s does not follow the period before it', v_item.period);
        END IF;
        v_adjusting := v_item.adjustment;
        IF NOT v_item.adjustment THEN
            v_first := coalesce(v_first, v_item.starts_on);
            v_last := v_item.ends_on;
        END IF;
    END LOOP;
    RETURN CASE WHEN extract(year FROM v_last) NOT BETWEEN p_year - 1 AND p_year + 1
        OR v_last - v_first > 700 THEN format('these are not the days of %s', p_year) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.year_fault(integer, jsonb) IS 'Why an array cannot be the periods of a year, or NULL.';
