CREATE FUNCTION hera_internal.complete_chart(p_code text)
RETURNS text[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives the chart an account for every role it lacks, taken from the chart general, and returns those roles.
-- A code that is taken gets the first free suffix .1, .2, ...
DECLARE
    v_standard record;
    v_code text;
    v_suffix integer;
    v_completed text[] := ARRAY[]::text[];
BEGIN
    FOR v_standard IN
        SELECT s.code, s.name, s.account_type, s.role
        FROM hera_internal.chart_account AS s
        WHERE s.chart_code = 'general' AND s.role IS NOT NULL AND NOT EXISTS (
            SELECT FROM hera_internal.chart_account AS a WHERE a.chart_code = p_code AND a.role = s.role
        )
        ORDER BY s.code
    LOOP
        v_code := v_standard.code;
        v_suffix := 0;
        WHILE EXISTS (SELECT FROM hera_internal.chart_account AS a WHERE a.chart_code = p_code AND a.code = v_code) LOOP
            v_suffix := v_suffix + 1;
            v_code := v_standard.code || '.' || v_suffix;
        END LOOP;
        INSERT INTO hera_internal.chart_account (chart_code, code, name, account_type, role)
        VALUES (p_code, v_code, v_standard.name, v_standard.account_type, v_standard.role);
        v_completed := v_completed || v_standard.role;
    END LOOP;
    RETURN v_completed;
END
$function$;
COMMENT ON FUNCTION hera_internal.complete_chart(text) IS 'Adds standard accounts for the roles a chart lacks, so that an organization can be created with it.';
GRANT EXECUTE ON FUNCTION hera_internal.complete_chart(text) TO hera_owner;
