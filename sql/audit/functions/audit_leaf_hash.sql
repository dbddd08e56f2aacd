CREATE FUNCTION hera_internal.audit_leaf_hash(
    p_organization_id uuid, p_id uuid, p_event text, p_subject_id uuid, p_actor text, p_login text,
    p_request_id text, p_detail jsonb
)
RETURNS bytea
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- RFC 6962 leaf: the byte 0x00, then the canonical form: the text of a jsonb array of these values. jsonb is canonical:
-- PostgreSQL orders keys, removes white space and writes each value in one way. The array is put together as text, because
-- to build it would copy p_detail node by node. created_at is left out: it is the time of the id. The literal is
-- the same whatever standard_conforming_strings of the session says.
SELECT sha256(
    E'\\x00'::bytea || convert_to(
        format(
            '["%s", "%s", %s, %s, %s, %s, %s, %s]', p_organization_id, p_id, to_json(p_event),
            coalesce(to_json(p_subject_id), 'null'), to_json(p_actor), to_json(p_login),
            coalesce(to_json(p_request_id), 'null'), coalesce(p_detail, 'null')
        ),
        'UTF8'
    )
)
$function$;
COMMENT ON FUNCTION hera_internal.audit_leaf_hash(uuid, uuid, text, uuid, text, text, text, jsonb) IS 'SHA-256 of the canonical form of an audit leaf.';
