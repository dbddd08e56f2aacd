CREATE FUNCTION hera.erase_subject(
    p_organization_id uuid, p_entity_id uuid, p_reason text, p_dry_run boolean DEFAULT true, p_mentions boolean DEFAULT true
)
RETURNS TABLE (what text, count bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Destroys for good what identifies a person: their key, name, custom fields, the texts of their documents, what was learned
-- of them and, with p_mentions, their name wherever else it stands. Posted rows and the audit trail do not change. Says how
-- much of what; unless p_dry_run is false nothing remains of it. Holds the entity and its relations until COMMIT and reads
-- all texts of the organization. Raises AUTHZ_001, VAL_005 and ERA_004 (p_reason), ENT_001, ENT_006, ERA_001
-- to ERA_003, ERA_005 (a legal hold).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'entities.erase');
    v_documents uuid[];
    v_names text[];
    v_pattern text;
    v_counts jsonb := '{}'::jsonb;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    IF hera_internal.entity_type_is_reserved(hera_internal.find_entity(p_organization_id, p_entity_id, false)) THEN
        PERFORM hera_internal.raise_error('ENT_006', 'p_entity_id');
    END IF;
    BEGIN
        PERFORM FROM hera.core_entities AS e WHERE e.organization_id = p_organization_id AND e.id = p_entity_id FOR UPDATE;
        v_documents := hera_internal.subject_documents(p_organization_id, p_entity_id);
        PERFORM hera_internal.require_no_hold(p_organization_id, v_documents);
        v_names := array_remove(hera_internal.subject_names(p_organization_id, p_entity_id, v_documents), '(erased)');
        v_pattern := hera_internal.name_pattern(v_names);
        IF p_reason ~* v_pattern THEN
            PERFORM hera_internal.raise_error('ERA_004', 'p_reason');
        END IF;
        SELECT v_counts || coalesce(jsonb_object_agg(e.what, e.count), '{}') INTO v_counts
        FROM hera_internal.erase_learning(p_organization_id, p_entity_id, v_documents, v_names) AS e;
        SELECT v_counts || jsonb_object_agg(e.what, e.count) INTO v_counts
        FROM hera_internal.erase_documents(p_organization_id, v_documents) AS e;
        SELECT v_counts || jsonb_object_agg(e.what, e.count) INTO v_counts
        FROM hera_internal.erase_entity(p_organization_id, p_entity_id) AS e;
        IF p_mentions AND v_pattern IS NOT NULL THEN
            SELECT v_counts || jsonb_object_agg(e.what, e.count) INTO v_counts
            FROM hera_internal.erase_mentions(p_organization_id, v_pattern) AS e;
        END IF;
        IF p_dry_run IS NOT FALSE THEN
            RAISE EXCEPTION USING ERRCODE = 'ZHX03';
        END IF;
        PERFORM hera_internal.write_audit_leaf(
            p_organization_id, 'subject.erased', p_entity_id, v_by, NULL,
            jsonb_build_object('reason', p_reason, 'documents', cardinality(v_documents), 'erased', v_counts)
        );
        -- Statistics keep frequent values.
        ANALYZE hera.core_entities, hera.core_dynamic_data, hera_internal.transaction_text, hera_internal.classification_rule;
    EXCEPTION WHEN SQLSTATE 'ZHX03' THEN
        NULL;
    END;
    RETURN QUERY
    SELECT c.key, c.value::bigint FROM jsonb_each_text(v_counts) AS c WHERE c.value <> '0' ORDER BY c.key;
END
$function$;
COMMENT ON FUNCTION hera.erase_subject(uuid, uuid, text, boolean, boolean) IS 'Destroys for good what identifies a person; a dry run unless told otherwise.';
ALTER FUNCTION hera.erase_subject(uuid, uuid, text, boolean, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.erase_subject(uuid, uuid, text, boolean, boolean) TO hera_app, hera_admin;
