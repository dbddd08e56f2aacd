CREATE FUNCTION hera_internal.note_ddl()
RETURNS event_trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- One leaf of the installation for each command that changes an object of HERA's schemas, or an event trigger does not say
-- of which schema. A superuser makes the event triggers, and they are not part of the extension: docs/audit.md.
DECLARE
    v_objects jsonb;
BEGIN
    IF TG_EVENT = 'sql_drop' THEN
        SELECT jsonb_agg(DISTINCT d.object_type || ' ' || d.object_identity) INTO v_objects
        FROM pg_event_trigger_dropped_objects() AS d
        WHERE (d.schema_name IN ('hera', 'hera_internal', 'hera_bi') OR d.schema_name IS NULL) AND NOT d.is_temporary
            AND (d.original OR d.object_type IN ('trigger', 'policy'));
    ELSE
        SELECT jsonb_agg(DISTINCT c.object_type || ' ' || c.object_identity) INTO v_objects
        FROM pg_event_trigger_ddl_commands() AS c
        WHERE c.schema_name IN ('hera', 'hera_internal', 'hera_bi') OR c.schema_name IS NULL;
    END IF;
    IF v_objects IS NOT NULL THEN
        PERFORM hera_internal.write_platform_leaf(
            CASE TG_EVENT WHEN 'sql_drop' THEN 'ddl.dropped' ELSE 'ddl.changed' END, NULL,
            jsonb_build_object('command', TG_TAG, 'objects', v_objects)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_ddl() IS 'Records changes of the schema in the audit trail, where an event trigger calls it.';
ALTER FUNCTION hera_internal.note_ddl() OWNER TO hera_owner;
