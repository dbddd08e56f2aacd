CREATE FUNCTION hera_internal.sealed_document(p_event text, p_subject_id uuid, p_detail jsonb)
RETURNS uuid
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The document that never changes from this leaf on, whose rows the tree therefore commits to; NULL for none. What
-- posts or voids a document writes one of these.
SELECT CASE
    WHEN p_event IN ('transaction.posted', 'transaction.voided') THEN p_subject_id
    WHEN p_event = 'transaction.reversed' AND p_detail ->> 'reversal' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        THEN (p_detail ->> 'reversal')::uuid
END
$function$;
COMMENT ON FUNCTION hera_internal.sealed_document(text, uuid, jsonb) IS 'Document whose rows a leaf stands for, or NULL.';
