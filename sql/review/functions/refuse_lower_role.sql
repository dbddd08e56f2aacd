CREATE FUNCTION hera_internal.refuse_lower_role(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_verdict text, p_account_code text
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Of two people who differ about one document the later is followed, unless the earlier has the higher role: AI_040.
DECLARE
    v_earlier record;
BEGIN
    SELECT f.actor, hera_internal.answer_of(f.verdict, f.final_account) AS answer INTO v_earlier
    FROM hera.ai_posting_feedback AS f
    WHERE f.organization_id = p_caller.organization_id AND f.transaction_id = p_transaction_id
    ORDER BY f.id DESC
    LIMIT 1;
    IF v_earlier.answer <> hera_internal.answer_of(p_verdict, p_account_code)
        AND hera_internal.role_rank(hera_internal.role_of(p_caller.organization_id, v_earlier.actor))
        > hera_internal.role_rank(p_caller.role)
    THEN
        PERFORM hera_internal.raise_error(
            'AI_040', 'p_transaction_id', format('%s decided otherwise: %s', v_earlier.actor, v_earlier.answer)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_lower_role(hera_internal.caller_context, uuid, text, text) IS 'Refuses a verdict that contradicts one of a higher role.';
