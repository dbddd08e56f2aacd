CREATE FUNCTION hera_internal.needs_two(
    p_caller hera_internal.caller_context, p_document hera_internal.document
)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a document is at or above the amount from which two people decide, in the currency of the organization.
DECLARE
    v_amount numeric := (p_caller.settings ->> 'four_eyes_amount')::numeric;
BEGIN
    RETURN v_amount > 0 AND p_document.total_amount * coalesce(p_document.exchange_rate, 1) >= v_amount;
END
$function$;
COMMENT ON FUNCTION hera_internal.needs_two(hera_internal.caller_context, hera_internal.document) IS 'Whether two people must decide a document.';
