CREATE FUNCTION hera_internal.store_conflict(
    p_caller hera_internal.caller_context,
    p_transaction_id uuid,
    p_memory_key text,
    p_earlier_transaction_id uuid,
    p_earlier_answer text,
    p_earlier_actor text,
    p_earlier_role text,
    p_earlier_at timestamptz,
    p_later_answer text,
    p_later_stands boolean
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps that two people differ; who contradicts only himself is in no conflict.
DECLARE
    v_id uuid := hera_internal.new_id();
BEGIN
    IF p_earlier_actor = p_caller.actor THEN
        RETURN;
    END IF;
    INSERT INTO hera_internal.feedback_conflict (
        organization_id, id, subject, transaction_id, memory_key, earlier_transaction_id, earlier_answer, earlier_actor,
        earlier_role, earlier_at, later_answer, later_actor, later_role, standing, resolved_by, created_at
    )
    VALUES (
        p_caller.organization_id, v_id, CASE WHEN p_memory_key IS NULL THEN 'document' ELSE 'pattern' END,
        p_transaction_id, p_memory_key, p_earlier_transaction_id, p_earlier_answer, p_earlier_actor, p_earlier_role,
        p_earlier_at, p_later_answer, p_caller.actor, p_caller.role,
        CASE WHEN p_later_stands THEN 'later' ELSE 'earlier' END,
        CASE WHEN p_later_stands THEN 'recency' ELSE 'role' END, hera_internal.uuid_time(v_id)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_conflict(hera_internal.caller_context, uuid, text, uuid, text, text, text, timestamptz, text, boolean) IS 'Keeps that two people said different things.';
