CREATE FUNCTION hera_internal.drop_views()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes every view of HERA away before storage changes under it. The bindings
-- that follow make them again in the same transaction.
DECLARE
    v_relation text;
BEGIN
    FOR v_relation IN SELECT b.relation FROM hera_internal.binding AS b WHERE b.kind = 'view' ORDER BY b.relation LOOP
        PERFORM hera_internal.drop_view(v_relation);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_views() IS 'Drops all views of HERA so that the tables under them can change.';
ALTER FUNCTION hera_internal.drop_views() OWNER TO hera_owner;
