CREATE FUNCTION hera_internal.guard_relationship_type()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that no rule becomes stricter over relationships that were never checked against it. The change holds the
-- row that every relationship of the type must raise, so none appears meanwhile. Raises ENT_025.
BEGIN
    IF (OLD.acyclic OR NOT NEW.acyclic)
        AND (OLD.unique_parent OR NOT NEW.unique_parent)
        AND (NEW.from_type IS NULL OR NEW.from_type IS NOT DISTINCT FROM OLD.from_type)
        AND (NEW.to_type IS NULL OR NEW.to_type IS NOT DISTINCT FROM OLD.to_type)
    THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM hera.core_relationships AS r
        WHERE r.organization_id = OLD.organization_id AND r.relationship_type = OLD.code
    ) THEN
        PERFORM hera_internal.raise_error('ENT_025', 'relationship_type');
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_relationship_type() IS
'Refuses a stricter rule for a relationship type that has relationships.';
ALTER FUNCTION hera_internal.guard_relationship_type() OWNER TO hera_owner;
