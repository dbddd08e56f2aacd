CREATE FUNCTION hera_internal.document_features(p_document hera_internal.document)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What classification knows of a document, as texts, each once: the one definition, from which models are trained and
-- scored.
DECLARE
    v_base text[] := hera_internal.document_base(p_document);
BEGIN
    RETURN v_base[:12] || v_base[15:] || v_base[13:14]
        || hera_internal.text_block(v_base[13]) || hera_internal.text_block(v_base[14]);
END
$function$;
COMMENT ON FUNCTION hera_internal.document_features(hera_internal.document) IS 'Features of a document.';
GRANT EXECUTE ON FUNCTION hera_internal.document_features(hera_internal.document) TO hera_owner;
