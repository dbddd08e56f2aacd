CREATE FUNCTION hera_internal.year_span(
    p_organization_id uuid, p_year integer, OUT starts_on date, OUT ends_on date, OUT rule_start date, OUT defined boolean
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- First and last day of a fiscal year. A year that was defined has the days of its periods; another one follows the
-- rule of the organization and gives way to the defined years beside it, so that no day is without a year.
DECLARE
    v_start text;
    v_before date;
    v_after date;
BEGIN
    SELECT o.year_start INTO v_start FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id;
    SELECT min(p.starts_on) FILTER (WHERE p.fiscal_year = p_year), max(p.ends_on) FILTER (WHERE p.fiscal_year = p_year),
        max(p.ends_on) FILTER (WHERE p.fiscal_year = p_year - 1), min(p.starts_on) FILTER (WHERE p.fiscal_year = p_year + 1)
    INTO starts_on, ends_on, v_before, v_after
    FROM hera_internal.fiscal_period AS p
    WHERE p.organization_id = p_organization_id AND p.fiscal_year BETWEEN p_year - 1 AND p_year + 1 AND NOT p.adjustment;
    defined := starts_on IS NOT NULL;
    rule_start := make_date(
        p_year - CASE v_start WHEN '01-01' THEN 0 ELSE 1 END, left(v_start, 2)::integer, right(v_start, 2)::integer
    );
    IF NOT defined THEN
        starts_on := coalesce(v_before + 1, rule_start);
        ends_on := coalesce(v_after - 1, (rule_start + interval '1 year')::date - 1);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.year_span(uuid, integer) IS 'First and last day of a fiscal year.';
ALTER FUNCTION hera_internal.year_span(uuid, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.year_span(uuid, integer) TO hera_api;
