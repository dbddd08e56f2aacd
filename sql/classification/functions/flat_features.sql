CREATE FUNCTION hera_internal.flat_features(p_base hera_internal.feature_set)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN array_remove(p_base.context || p_base.payee || p_base.whole, NULL) || p_base.payee_words || p_base.text_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.flat_features(hera_internal.feature_set) IS 'Features of a document but trigrams, in one array.';
GRANT EXECUTE ON FUNCTION hera_internal.flat_features(hera_internal.feature_set) TO hera_owner;
