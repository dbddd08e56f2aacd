CREATE FUNCTION hera_internal.vector_schema()
RETURNS name
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Migrations name vector types through it: the server itself can tell scripts only from PostgreSQL 16 on.
    SELECT n.nspname
    FROM pg_catalog.pg_extension AS e
    JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = 'vector'
$function$;
COMMENT ON FUNCTION hera_internal.vector_schema() IS 'The schema in which the extension vector is installed.';
ALTER FUNCTION hera_internal.vector_schema() OWNER TO hera_owner;
