CREATE FUNCTION hera_internal.needs_two(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_posting jsonb
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a document, with the lines it is to have or had, is at or above the amount from which two people decide.
DECLARE
    v_amount numeric := (p_caller.settings ->> 'four_eyes_amount')::numeric;
BEGIN
    RETURN v_amount > 0
        AND hera_internal.decided_amount(p_caller, p_document, p_transaction, p_posting) >= v_amount;
END
$function$;
COMMENT ON FUNCTION hera_internal.needs_two(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, jsonb) IS 'Whether two people must decide a document.';
