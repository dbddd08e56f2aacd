CREATE FUNCTION hera.classify(p_organization_id uuid, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- What hera.submit would decide for this request, and nothing is stored. Faults of the request are an outcome with
-- status rejected.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.read');
BEGIN
    RETURN hera_internal.classify_request(v_caller, p_request);
END
$function$;
COMMENT ON FUNCTION hera.classify(uuid, jsonb) IS 'What hera.submit would decide for a request, without storing anything.';
GRANT EXECUTE ON FUNCTION hera.classify(uuid, jsonb) TO hera_app;
