CREATE FUNCTION hera_internal.unit_features(p_words text)
RETURNS text[]
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- A feature for each of the first eight words of a unit, which is normalized; NULL without any. A word that comes twice is
-- there twice.
SELECT (string_to_array(nullif('uw:' || replace(p_words, ' ', ' uw:'), 'uw:'), ' '))[:8]
$function$;
COMMENT ON FUNCTION hera_internal.unit_features(text) IS 'Features for the words of a unit.';
