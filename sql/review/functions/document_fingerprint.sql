CREATE FUNCTION hera_internal.document_fingerprint(p_organization_id uuid, p_transaction_id uuid)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Digest of all that a reviewer sees of a document: when one of it changes, an approval is of something else. Times are
-- left out, because their text depends on the time zone of the session.
BEGIN
    RETURN (
        SELECT left(encode(sha256(convert_to((jsonb_build_object(
            'document', to_jsonb(t) - ARRAY['organization_id', 'metadata', 'request_id', 'created_at', 'posted_at'],
            'text', to_jsonb(x) - ARRAY['organization_id', 'created_at', 'metadata', 'subject_id', 'sealed']
        ) || CASE WHEN x.sealed IS NULL THEN '{}' ELSE jsonb_build_object('sealed', x.sealed) END)::text, 'UTF8')), 'hex'), 32)
        FROM hera.universal_transactions AS t
        LEFT JOIN hera_internal.transaction_text AS x
            ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_fingerprint(uuid, uuid) IS 'Digest of what a reviewer sees of a document.';
