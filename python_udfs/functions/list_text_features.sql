CREATE FUNCTION hera_internal.list_text_features(p_payee text, p_text text, p_unit text)
RETURNS TABLE (family integer, feature text, weight double precision)
LANGUAGE plpython3u
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $python$
#HERA-PYTHON
from hera_udfs import text

return [(f.family, f.text, f.weight) for f in text.features(p_payee, p_text, p_unit)]
$python$;
COMMENT ON FUNCTION hera_internal.list_text_features(text, text, text) IS
    'The words, trigrams and unit that an embedding is made of, by name: what explains a neighbour.';
GRANT EXECUTE ON FUNCTION hera_internal.list_text_features(text, text, text) TO hera_admin, hera_api;
