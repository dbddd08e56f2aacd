CREATE FUNCTION hera.train_model(p_organization_id uuid, p_limit integer DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpython3u
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $python$
#HERA-PYTHON
import json

from hera_udfs import errors, server, training

database = server.Server(plpy)
try:
    return json.dumps(training.train(database, p_organization_id, limit=p_limit, check=database.check))
except errors.TrainingError as error:
    database.fail(error)
$python$;
COMMENT ON FUNCTION hera.train_model(uuid, integer) IS
    'Trains a model on the decisions of an organization and puts it into shadow; for servers without hera run, whose schedule trains outside the server.';
GRANT EXECUTE ON FUNCTION hera.train_model(uuid, integer) TO hera_admin, hera_app;
