CREATE FUNCTION hera_internal.training_features(p_document hera_internal.document)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Features of a document but those that spell its payee and text, the heads of these last.
DECLARE
    v_base text[] := hera_internal.document_base(p_document);
BEGIN
    RETURN v_base[:12] || v_base[15:] || v_base[13:14];
END
$function$;
COMMENT ON FUNCTION hera_internal.training_features(hera_internal.document) IS 'Features of a document with the heads of payee and text, in one array.';
GRANT EXECUTE ON FUNCTION hera_internal.training_features(hera_internal.document) TO hera_owner;
