CREATE FUNCTION hera.import_opening_balances(
    p_organization_id uuid, p_date date, p_lines jsonb, p_difference_account text DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Brings in the balances with which running books begin, as one document: p_lines as in a request. They balance in each
-- currency, or the difference goes to p_difference_account. An account that has an opening balance gets no second one
-- until the document that brought it is reversed, so that an import that is repeated is refused.
-- Returns the outcome, which is rejected with every fault, as in hera.submit. Raises AUTHZ_001.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'balances.import');
    v_faults jsonb := hera_internal.size_fault(v_caller, p_lines);
    v_outcome jsonb;
BEGIN
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, NULL, false);
    END IF;
    -- Two imports at once must see each other's accounts.
    PERFORM hera_internal.lock_organization(p_organization_id);
    v_faults := hera_internal.opening_faults(p_organization_id, p_lines);
    IF v_faults <> '[]' THEN
        RETURN hera_internal.rejected(v_faults, NULL, false);
    END IF;
    v_outcome := hera_internal.process_request(v_caller, jsonb_build_object(
        'transaction_type', 'opening_balance', 'transaction_date', p_date, 'description', 'Opening balances',
        'lines', hera_internal.balanced_lines(v_caller.currency, p_lines, p_difference_account)
    ));
    IF v_outcome ->> 'status' = 'posted' THEN
        INSERT INTO hera_internal.opening_balance (organization_id, transaction_id, transaction_created_at, opens_on)
        VALUES (
            p_organization_id, (v_outcome ->> 'transaction_id')::uuid,
            hera_internal.uuid_time((v_outcome ->> 'transaction_id')::uuid), p_date
        );
    END IF;
    RETURN v_outcome;
END
$function$;
COMMENT ON FUNCTION hera.import_opening_balances(uuid, date, jsonb, text) IS 'Posts the opening balances of running books and returns the outcome.';
GRANT EXECUTE ON FUNCTION hera.import_opening_balances(uuid, date, jsonb, text) TO hera_app;
