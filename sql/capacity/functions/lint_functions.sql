CREATE FUNCTION hera_internal.lint_functions()
RETURNS TABLE (name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What plpgsql_check finds in HERA's functions; one row that is not known where it is not installed. Trigger functions need
-- a table and are left to the tests.
DECLARE
    v_schema text := (
        SELECT n.nspname FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname = 'plpgsql_check'
    );
BEGIN
    IF v_schema IS NULL THEN
        RETURN QUERY SELECT 'functions', NULL::boolean, 'plpgsql_check is not installed: CREATE EXTENSION plpgsql_check';
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT p.oid::regprocedure::text, coalesce(string_agg(c.message, ''; ''), '''') = '''', string_agg(c.message, ''; '')'
        ' FROM pg_catalog.pg_proc AS p'
        ' LEFT JOIN LATERAL %I.plpgsql_check_function_tb(p.oid, other_warnings => false, extra_warnings => false) AS c'
        ' ON c.level = ''error'''
        ' WHERE p.pronamespace IN (''hera''::regnamespace, ''hera_internal''::regnamespace)'
        ' AND p.prolang = (SELECT l.oid FROM pg_catalog.pg_language AS l WHERE l.lanname = ''plpgsql'')'
        ' AND p.prorettype NOT IN (''trigger''::regtype, ''event_trigger''::regtype) GROUP BY p.oid', v_schema
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.lint_functions() IS 'What plpgsql_check finds in the functions of HERA.';
ALTER FUNCTION hera_internal.lint_functions() OWNER TO hera_owner;
