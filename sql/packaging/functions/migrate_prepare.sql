CREATE FUNCTION hera.migrate_prepare()
RETURNS TABLE (step text, name text, action text, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET row_security = on
SET quote_all_identifiers = off
AS $function$
-- First step of an upgrade, in its transaction: takes the triggers, policies and
-- views away that hang on functions of HERA, so that the update may retire any
-- signature without altering a table itself. hera.migrate() makes them again
-- before that transaction ends. Views that a user's view reads stay, and so do
-- constraints, which would have to read every row again; the update names them
-- if it must change what they need.
DECLARE
    v_item record;
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('hera.migrate', 0));
    FOR v_item IN
        SELECT b.kind, b.name, b.relation
        FROM hera_internal.binding AS b
        WHERE b.kind IN ('trigger', 'policy', 'view')
            AND hera_internal.binding_fingerprint(b.kind, b.name, b.relation) IS NOT NULL
            -- It uses no function of HERA, and making it anew reads the books.
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(b.relation) AND c.relkind = 'm'
            )
        ORDER BY b.kind, b.relation, b.name
    LOOP
        BEGIN
            PERFORM hera_internal.drop_binding(v_item.kind, v_item.name, v_item.relation);
            RETURN QUERY SELECT v_item.kind, v_item.name, 'dropped'::text, v_item.relation;
        EXCEPTION
            WHEN SQLSTATE 'ZHD04' OR dependent_objects_still_exist THEN
                RETURN QUERY SELECT v_item.kind, v_item.name, 'kept'::text, SQLERRM;
        END;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.migrate_prepare() IS
    'Takes the bindings away before ALTER EXTENSION hera UPDATE in the same transaction; hera.migrate() makes them again.';
GRANT EXECUTE ON FUNCTION hera.migrate_prepare() TO hera_admin;
ALTER FUNCTION hera.migrate_prepare() OWNER TO hera_owner;
