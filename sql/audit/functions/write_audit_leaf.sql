CREATE FUNCTION hera_internal.write_audit_leaf(
    p_organization_id uuid, p_event text, p_subject_id uuid, p_actor text, p_request_id text, p_detail jsonb,
    p_id uuid DEFAULT NULL, p_created_at timestamptz DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Appends one leaf and returns its id. No chain is locked: leaves are sealed later. The leaf of the birth of a document
-- takes the id and time of that document, which are new too. The leaf that makes a document final has the hash of its
-- header: it is written after the document. What an actor does for somebody who delegated it says for whom.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_created_at timestamptz := coalesce(p_created_at, date_trunc('milliseconds', v_now));
    v_id uuid := coalesce(p_id, hera_internal.new_id(v_now));
    v_login text := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    v_document_id uuid := hera_internal.sealed_document(p_event, p_subject_id, p_detail);
    v_header_hash bytea;
BEGIN
    IF current_setting('hera.on_behalf', true) <> '' AND p_organization_id <> '00000000-0000-0000-0000-000000000000' THEN
        p_detail := p_detail || jsonb_build_object('on_behalf', current_setting('hera.on_behalf'));
    END IF;
    IF v_document_id IS NOT NULL THEN
        v_header_hash := sha256(convert_to(hera_internal.header_content(
            p_organization_id, v_document_id, p_detail, p_actor, p_request_id
        ), 'UTF8'));
    END IF;
    INSERT INTO hera_internal.audit_leaf (
        organization_id, id, created_at, event, subject_id, actor, login, request_id, detail, leaf_hash, header_hash
    )
    VALUES (
        p_organization_id, v_id, v_created_at, p_event, p_subject_id, p_actor, v_login, p_request_id,
        p_detail,
        hera_internal.audit_leaf_hash(
            p_organization_id, v_id, p_event, p_subject_id, p_actor, v_login, p_request_id, p_detail
        ), v_header_hash
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.write_audit_leaf(uuid, text, uuid, text, text, jsonb, uuid, timestamptz) IS 'Appends one leaf to the audit stream and returns its id.';
GRANT EXECUTE ON FUNCTION hera_internal.write_audit_leaf(uuid, text, uuid, text, text, jsonb, uuid, timestamptz) TO hera_owner;
