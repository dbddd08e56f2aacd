CREATE FUNCTION hera_internal.lock_model(
    p_organization_id uuid, p_model uuid, p_statuses text[],
    OUT version integer, OUT classes text[], OUT feature_count integer
)
RETURNS record
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks a model until the end of the transaction. Raises AI_010 when there is none, AI_013 when its status is another.
DECLARE
    v_status text;
BEGIN
    SELECT m.version, m.classes, m.feature_count, m.status INTO version, classes, feature_count, v_status
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.id = p_model
    FOR NO KEY UPDATE;
    IF v_status IS NULL THEN
        PERFORM hera_internal.raise_error('AI_010', 'p_model');
    ELSIF v_status <> ALL (p_statuses) THEN
        PERFORM hera_internal.raise_error('AI_013', 'p_model', format('the model is %s', v_status));
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_model(uuid, uuid, text[]) IS 'Locks a model and returns what its use needs.';
