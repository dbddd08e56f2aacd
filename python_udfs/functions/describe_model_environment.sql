CREATE FUNCTION hera.describe_model_environment()
RETURNS TABLE (component text, version text, hint text)
LANGUAGE plpython3u
STABLE
SET search_path = pg_catalog, pg_temp
AS $python$
#HERA-PYTHON
from hera_udfs import environment

return [(c.name, c.version, c.hint) for c in environment.describe()]
$python$;
COMMENT ON FUNCTION hera.describe_model_environment() IS
    'The server''s Python and the libraries that training uses, with a hint for what is missing.';
GRANT EXECUTE ON FUNCTION hera.describe_model_environment() TO hera_admin, hera_api;
