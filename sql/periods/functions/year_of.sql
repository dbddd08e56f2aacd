CREATE FUNCTION hera_internal.year_of(p_organization_id uuid, p_date date)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Fiscal year of a day: a few look-ups, whatever the books hold.
DECLARE
    v_start text;
    v_year integer := extract(year FROM p_date);
    v_defined boolean;
BEGIN
    SELECT o.year_start, EXISTS (
        SELECT FROM hera_internal.fiscal_period AS p WHERE p.organization_id = p_organization_id
    )
    INTO v_start, v_defined
    FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id;
    IF v_start <> '01-01' AND to_char(p_date, 'MM-DD') >= v_start THEN
        v_year := v_year + 1;
    END IF;
    IF v_defined THEN
        SELECT y INTO STRICT v_year FROM generate_series(v_year - 1, v_year + 1) AS y
        CROSS JOIN LATERAL hera_internal.year_span(p_organization_id, y) AS s
        WHERE p_date BETWEEN s.starts_on AND s.ends_on;
    END IF;
    RETURN v_year;
END
$function$;
COMMENT ON FUNCTION hera_internal.year_of(uuid, date) IS 'Fiscal year of a day.';
ALTER FUNCTION hera_internal.year_of(uuid, date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.year_of(uuid, date) TO hera_api;
