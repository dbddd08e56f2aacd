CREATE FUNCTION hera_internal.document_base(p_document hera_internal.document)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN hera_internal.base_features(
        p_document, hera_internal.normalize_text(p_document.counterparty_name),
        hera_internal.normalize_text(p_document.description)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_base(hera_internal.document) IS 'Features of a document but trigrams, from its own texts.';
GRANT EXECUTE ON FUNCTION hera_internal.document_base(hera_internal.document) TO hera_owner;
