CREATE FUNCTION hera_internal.guard_entity_type()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that an entity keeps its type: its fields and relationships were checked against it. Locks nothing. Raises
-- ENT_007.
BEGIN
    IF NEW.entity_type IS DISTINCT FROM OLD.entity_type THEN
        PERFORM hera_internal.raise_error('ENT_007', 'entity_type');
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_entity_type() IS 'Refuses to change the type of an entity.';
ALTER FUNCTION hera_internal.guard_entity_type() OWNER TO hera_owner;
