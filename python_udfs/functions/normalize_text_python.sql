CREATE FUNCTION hera_internal.normalize_text_python(p_text text)
RETURNS text
LANGUAGE plpython3u
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $python$
#HERA-PYTHON
from hera_udfs import text

return text.normalize(p_text)
$python$;
COMMENT ON FUNCTION hera_internal.normalize_text_python(text) IS
    'What training does to a text before it counts words; equal to hera_internal.normalize_text.';
GRANT EXECUTE ON FUNCTION hera_internal.normalize_text_python(text) TO hera_admin, hera_api;
