CREATE FUNCTION hera_internal.read_correction(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_verdict text,
    p_correction jsonb,
    OUT account_code text,
    OUT posting jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Account and posting that the verdict leads to; both NULL for a rejection. A correction is {"account": code} or
-- {"lines": [...]} as in a request; {"settles": [...]} alone keeps the account of a payment that waits. Raises AI_001 when
-- there is nothing to post, and every fault of the correction.
DECLARE
    v_faults jsonb;
BEGIN
    IF p_correction <> 'null' THEN
        v_faults := hera_internal.correction_faults(p_caller, p_document, p_verdict, p_correction);
        IF v_faults <> '[]' THEN
            PERFORM hera_internal.rejected(v_faults, NULL, true);
        END IF;
    END IF;
    IF p_verdict = 'rejected' THEN
        RETURN;
    ELSIF p_verdict = 'approved' THEN
        account_code := p_transaction.account_code;
        posting := nullif(p_transaction.proposal -> 'posting', 'null');
        IF posting IS NULL AND p_transaction.posting_status NOT IN ('posted', 'auto_posted') THEN
            PERFORM hera_internal.raise_error('AI_001', 'p_transaction_id', 'there is no proposal to approve');
        END IF;
        RETURN;
    END IF;
    IF jsonb_typeof(p_correction -> 'lines') = 'array' THEN
        p_document := hera_internal.read_lines(p_correction -> 'lines', p_document);
        IF p_document.posting @? '$[*].tax_code' THEN
            p_document := hera_internal.add_tax(p_caller, '{}', p_document);
            IF p_document.errors IS NOT NULL THEN
                PERFORM hera_internal.rejected(p_document.errors, NULL, true);
            END IF;
        END IF;
        posting := p_document.posting;
        RETURN;
    END IF;
    account_code := coalesce(
        p_correction ->> 'account',
        CASE WHEN p_correction ? 'settles' AND p_transaction.proposal IS NOT NULL THEN p_transaction.account_code END
    );
    IF account_code IS NULL THEN
        PERFORM hera_internal.raise_error('AI_001', 'p_correction');
    ELSIF p_correction ->> 'account' IS NULL AND NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_caller.organization_id AND a.code = read_correction.account_code AND a.status = 'active'
    ) THEN
        PERFORM hera_internal.raise_error('LED_002', 'p_correction', format('there is no account %s', account_code));
    END IF;
    p_document.posting := NULL;
    posting := hera_internal.build_posting(
        p_caller.organization_id, p_caller.control_accounts, p_document, p_transaction.smart_code, account_code
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_correction(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, jsonb) IS 'Account and posting that a verdict leads to.';
