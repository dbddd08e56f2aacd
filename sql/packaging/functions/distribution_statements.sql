CREATE FUNCTION hera_internal.distribution_statements()
RETURNS TABLE (ordinal bigint, kind text, object text, statement text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The calls of Citus that distribute HERA, in the order in which they are to be run: copied tables, organizations, the tables
-- beside them after those they refer to, and the entry functions, which then run where the organization lives.
BEGIN
    RETURN QUERY
    WITH call AS (
        SELECT 1 AS part, t.depth, 'reference' AS kind, t.relation::text AS object,
            format('SELECT create_reference_table(%L)', t.relation) AS statement
        FROM hera_internal.distribution_tables() AS t WHERE t.kind = 'reference'
        UNION ALL
        SELECT CASE WHEN t.relation = 'hera.core_organizations'::regclass THEN 2 ELSE 3 END, t.depth, 'distributed',
            t.relation::text, format('SELECT create_distributed_table(%L, ''organization_id''%s)', t.relation, CASE
                WHEN t.relation <> 'hera.core_organizations'::regclass THEN ', colocate_with => ''hera.core_organizations'''
                ELSE ''
            END)
        FROM hera_internal.distribution_tables() AS t WHERE t.kind = 'distributed'
        UNION ALL
        SELECT 4, 0, 'function', p.oid::regprocedure::text, format(
            'SELECT create_distributed_function(%L, ''p_organization_id'', colocate_with => ''hera.core_organizations'')',
            p.oid::regprocedure
        )
        FROM pg_proc AS p
        INNER JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
        WHERE p.pronamespace = 'hera'::regnamespace AND p.proargnames[1] = 'p_organization_id'
            AND p.proargtypes[0] = 'uuid'::regtype AND p.proowner = 'hera_api'::regrole
    )
    SELECT row_number() OVER (ORDER BY c.part, c.depth, c.object), c.kind, c.object, c.statement FROM call AS c;
END
$function$;
COMMENT ON FUNCTION hera_internal.distribution_statements() IS 'The calls of Citus that distribute HERA.';
ALTER FUNCTION hera_internal.distribution_statements() OWNER TO hera_owner;
