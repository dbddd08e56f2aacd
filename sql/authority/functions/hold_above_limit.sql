CREATE FUNCTION hera_internal.hold_above_limit(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_posting jsonb,
    p_classification hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What would post waits for a person instead where it is above the caller's limit; the explanation says so. The caller
-- has seen that the organization has limits or separations.
DECLARE
    v_amount numeric;
    v_found record;
BEGIN
    IF p_caller.authority -> 'limited' ? 'transactions.submit' THEN
        v_amount := hera_internal.base_amount(p_caller, p_document, p_posting);
        v_found := hera_internal.find_limit(p_caller, 'transactions.submit', v_amount, '{}');
        -- Another's limit serves to decide what waits, not to post without that.
        IF NOT v_found.sufficient OR v_found.on_behalf IS NOT NULL THEN
            p_classification.posting_status := 'pending_review';
            p_classification.drawn := false;
            p_classification.explanation := coalesce(p_classification.explanation, '{}') || jsonb_build_object(
                'limit', jsonb_build_object(
                    'permission', 'transactions.submit', 'limit', v_found.amount_limit, 'amount', v_amount,
                    'currency', p_caller.currency
                )
            );
        END IF;
    END IF;
    RETURN p_classification;
END
$function$;
COMMENT ON FUNCTION hera_internal.hold_above_limit(hera_internal.caller_context, hera_internal.document, jsonb, hera_internal.classification) IS 'Lets what is above the caller''s limit wait for a person.';
