CREATE FUNCTION hera_internal.neighbour_fault(p_organization_id uuid, p_year integer)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why a year that was just defined does not fit the years beside it, or NULL: each begins the day after the one before
-- ends and keeps at least one day, and no name is used twice.
DECLARE
    v_fault text;
BEGIN
    SELECT format('%s and %s do not meet: one ends on %s, the other begins on %s', y, y + 1, a.ends_on, b.starts_on)
    INTO v_fault
    FROM generate_series(p_year - 2, p_year + 1) AS y
    CROSS JOIN LATERAL hera_internal.year_span(p_organization_id, y) AS a
    CROSS JOIN LATERAL hera_internal.year_span(p_organization_id, y + 1) AS b
    WHERE b.starts_on <> a.ends_on + 1 OR a.ends_on < a.starts_on OR b.ends_on < b.starts_on
    LIMIT 1;
    IF v_fault IS NULL THEN
        SELECT format('two periods would be named %s', p.period) INTO v_fault
        FROM generate_series(p_year - 1, p_year + 1) AS y
        CROSS JOIN LATERAL hera_internal.year_periods(p_organization_id, y) AS p
        GROUP BY p.period
        HAVING count(*) > 1
        LIMIT 1;
    END IF;
    RETURN v_fault;
END
$function$;
COMMENT ON FUNCTION hera_internal.neighbour_fault(uuid, integer) IS 'Why a defined year does not fit the years beside it, or NULL.';
