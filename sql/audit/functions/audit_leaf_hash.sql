CREATE FUNCTION hera_internal.audit_leaf_hash(
    p_organization_id uuid, p_id uuid, p_event text, p_subject_id uuid, p_actor text, p_login text,
    p_request_id text, p_detail jsonb
)
RETURNS bytea
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- RFC 6962 leaf: the byte 0x00, then the canonical form. A jsonb array is canonical: PostgreSQL orders keys,
-- removes white space and writes each value in one way. created_at is left out: it is the time of the id.
SELECT sha256(
    '\x00'::bytea || convert_to(
        jsonb_build_array(
            p_organization_id, p_id, p_event, p_subject_id, p_actor, p_login, p_request_id, p_detail
        )::text,
        'UTF8'
    )
)
$function$;
COMMENT ON FUNCTION hera_internal.audit_leaf_hash(uuid, uuid, text, uuid, text, text, text, jsonb) IS 'SHA-256 of the canonical form of an audit leaf.';
