CREATE FUNCTION hera_internal.guard_field_definition()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that a definition keeps its key and data type, and is not deleted, while values are recorded under it. The
-- row lock of the change and the share lock of guard_dynamic_data() keep both from passing each other. Raises ENT_018.
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.organization_id, NEW.entity_type, NEW.field_name, NEW.data_type)
            = (OLD.organization_id, OLD.entity_type, OLD.field_name, OLD.data_type)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    IF EXISTS (
        SELECT
        FROM hera.core_entities AS e
        INNER JOIN hera.core_dynamic_data AS c ON c.organization_id = e.organization_id AND c.entity_id = e.id
        WHERE e.organization_id = OLD.organization_id AND c.organization_id = OLD.organization_id
            AND e.entity_type = OLD.entity_type AND c.field_name = OLD.field_name
    ) THEN
        PERFORM hera_internal.raise_error('ENT_018', 'data_type');
    END IF;
    RETURN CASE TG_OP WHEN 'UPDATE' THEN NEW ELSE OLD END;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_field_definition() IS
'Refuses to change the type of a field, or to delete it, while values are recorded.';
ALTER FUNCTION hera_internal.guard_field_definition() OWNER TO hera_owner;
