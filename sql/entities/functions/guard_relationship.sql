CREATE FUNCTION hera_internal.guard_relationship()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that a relationship keeps the rules of its type on every day it holds, whatever path wrote it. It updates
-- the row of the type instead of only locking it: a second writer waits for the first to commit and then sees its
-- relationships, and under repeatable read, where it could not see them, fails with a serialization error.
-- Raises ENT_020 to ENT_024.
DECLARE
    v_type record;
    v_fault text;
BEGIN
    UPDATE hera_internal.relationship_type AS t
    SET revision = t.revision + 1
    WHERE t.organization_id = NEW.organization_id AND t.code = NEW.relationship_type
    RETURNING t.acyclic, t.unique_parent, t.from_type, t.to_type INTO v_type;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('ENT_020', 'relationship_type');
    END IF;
    v_fault := CASE
        WHEN NOT hera_internal.relationship_fits(
            NEW.organization_id, NEW.from_entity_id, NEW.to_entity_id, v_type.from_type, v_type.to_type
        ) THEN 'ENT_021'
        WHEN hera_internal.relationship_overlaps(
            NEW.organization_id, NEW.id, NEW.relationship_type, NEW.from_entity_id, NEW.to_entity_id,
            NEW.valid_from, NEW.valid_to
        ) THEN 'ENT_024'
        WHEN v_type.unique_parent AND hera_internal.relationship_overlaps(
            NEW.organization_id, NEW.id, NEW.relationship_type, NULL, NEW.to_entity_id, NEW.valid_from, NEW.valid_to
        ) THEN 'ENT_023'
        WHEN v_type.acyclic AND hera_internal.relationship_closes_cycle(
            NEW.organization_id, NEW.relationship_type, NEW.from_entity_id, NEW.to_entity_id,
            NEW.valid_from, NEW.valid_to
        ) THEN 'ENT_022'
    END;
    IF v_fault IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            v_fault, CASE v_fault WHEN 'ENT_022' THEN 'to_entity_id' ELSE 'from_entity_id' END);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_relationship() IS
'Refuses a relationship that breaks a rule of its type: entity types, one parent, no overlap, no cycle.';
ALTER FUNCTION hera_internal.guard_relationship() OWNER TO hera_owner;
