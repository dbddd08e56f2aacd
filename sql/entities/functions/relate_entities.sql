CREATE FUNCTION hera.relate_entities(
    p_organization_id uuid,
    p_relationship_type text,
    p_from_entity_id uuid,
    p_to_entity_id uuid,
    p_valid_from date DEFAULT NULL,
    p_valid_to date DEFAULT NULL,
    p_metadata jsonb DEFAULT '{}'
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises a relationship from parent to child, from p_valid_from (default: today in the organization's time zone) up
-- to, not including, p_valid_to (open when NULL). Raises ENT_001, ENT_002, ENT_003, ENT_020, ENT_027, and by the guard
-- of the table ENT_021 to ENT_024. Locks both entities against archiving, and the relationship type until commit.
DECLARE
    v_actor text;
    v_from date;
    v_id uuid;
    v_created_at timestamptz;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    PERFORM hera_internal.require_bounded(p_metadata, 'p_metadata', 1048576);
    PERFORM hera_internal.find_entity(p_organization_id, p_from_entity_id, true);
    PERFORM hera_internal.find_entity(p_organization_id, p_to_entity_id, true);
    v_from := coalesce(p_valid_from, hera_internal.entity_today(p_organization_id));
    IF NOT isfinite(v_from) OR NOT coalesce(isfinite(p_valid_to) AND p_valid_to > v_from, true) THEN
        PERFORM hera_internal.raise_error('ENT_027', 'valid_to');
    END IF;
    PERFORM hera_internal.raise_faults(
        'ENT_002', hera_internal.entity_argument_faults('entity', 'code', 'name', p_metadata));
    IF NOT EXISTS (
        SELECT FROM hera_internal.relationship_type AS t
        WHERE t.organization_id = p_organization_id AND t.code = p_relationship_type
    ) THEN
        PERFORM hera_internal.raise_error('ENT_020', 'relationship_type');
    END IF;
    v_id := hera_internal.new_id();
    v_created_at := hera_internal.uuid_time(v_id);
    INSERT INTO hera.core_relationships (
        organization_id, id, relationship_type, from_entity_id, to_entity_id,
        valid_from, valid_to, metadata, created_at
    ) VALUES (
        p_organization_id, v_id, p_relationship_type, p_from_entity_id, p_to_entity_id,
        v_from, p_valid_to, p_metadata, v_created_at
    );
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'relationship.created', v_id, v_actor, NULL, jsonb_build_object(
            'type', p_relationship_type, 'from', p_from_entity_id, 'to', p_to_entity_id, 'valid_from', v_from,
            'valid_to', p_valid_to
        )
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.relate_entities(uuid, text, uuid, uuid, date, date, jsonb) IS
'Relates a parent entity to a child entity for a span of days; returns the id of the relationship.';
GRANT EXECUTE ON FUNCTION hera.relate_entities(uuid, text, uuid, uuid, date, date, jsonb) TO hera_app;
