CREATE FUNCTION hera_internal.chart_faults(p_code text, p_name text, p_country text, p_accounts jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- All faults of a chart to be imported at once; [] when there are none. A chart that comes with HERA is not replaced,
-- because the next hera.migrate() would mix its accounts with the imported ones.
DECLARE
    v_faults jsonb := jsonb_build_array();
BEGIN
    IF (left(p_code, 80) ~ '^[a-z][a-z0-9_]{0,62}$') IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.chart_fault(
            'p_code', 'p_code must be 1 to 63 lower-case letters, digits or underscores, the first a letter'
        );
    ELSIF EXISTS (SELECT FROM hera_internal.chart AS c WHERE c.code = p_code AND c.imported_at IS NULL) THEN
        v_faults := v_faults || hera_internal.chart_fault('p_code', 'the chart ' || p_code || ' comes with HERA');
    END IF;
    IF (length(btrim(p_name)) > 0 AND length(p_name) <= 200) IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.chart_fault('p_name', 'p_name must have 1 to 200 characters');
    END IF;
    IF p_country IS NOT NULL AND NOT EXISTS (
        SELECT FROM hera_internal.country AS c WHERE c.alpha2::text = p_country
    ) THEN
        v_faults := v_faults || hera_internal.chart_fault('p_country', 'p_country is not a code of ISO 3166-1');
    END IF;
    IF jsonb_typeof(p_accounts) IS DISTINCT FROM 'array' THEN
        RETURN v_faults || hera_internal.chart_fault('p_accounts', 'p_accounts must be an array');
    END IF;
    IF jsonb_array_length(p_accounts) NOT BETWEEN 1 AND 20000 THEN
        RETURN v_faults || hera_internal.chart_fault('p_accounts', 'p_accounts must have 1 to 20000 entries');
    END IF;
    RETURN v_faults || hera_internal.chart_account_faults(p_accounts);
END
$function$;
COMMENT ON FUNCTION hera_internal.chart_faults(text, text, text, jsonb) IS 'What is wrong with a chart to be imported.';
GRANT EXECUTE ON FUNCTION hera_internal.chart_faults(text, text, text, jsonb) TO hera_owner;
