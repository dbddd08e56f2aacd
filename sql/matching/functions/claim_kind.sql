CREATE FUNCTION hera_internal.claim_kind(
    p_control_accounts jsonb, p_document hera_internal.document, p_smart_code text, p_posting jsonb
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- payable or receivable for a document whose posting claims its whole amount on that control account, else NULL. A
-- credit note claims nothing that a payment could settle. A template without expressions says it without a sum over the
-- lines.
DECLARE
    v_kind text;
    v_line jsonb;
    v_payable numeric := 0;
    v_receivable numeric := 0;
    v_amount numeric;
BEGIN
    IF p_document.counterparty_id IS NULL OR p_document.credit_note THEN
        RETURN NULL;
    ELSIF p_document.posting IS NULL AND p_document.template_code = p_smart_code
        AND jsonb_typeof(p_document.template_lines) = 'array'
    THEN
        v_kind := CASE
            WHEN p_document.template_lines @> '[{"account": "payable", "side": "credit", "amount": "gross"}]' THEN 'payable'
            WHEN p_document.template_lines @> '[{"account": "receivable", "side": "debit", "amount": "gross"}]' THEN 'receivable'
        END;
        -- Where the account that was chosen is a control account itself, the claim is taken back in the same document, or
        -- is made by the line that the template leaves open.
        IF NOT (
            p_posting @> jsonb_build_array(jsonb_build_object('account', p_control_accounts -> 'payable', 'side', CASE
                WHEN v_kind = 'payable' THEN 'debit' ELSE 'credit'
            END)) OR p_posting @> jsonb_build_array(jsonb_build_object('account', p_control_accounts -> 'receivable', 'side', CASE
                WHEN v_kind = 'receivable' THEN 'credit' ELSE 'debit'
            END))
        ) THEN
            RETURN v_kind;
        END IF;
    END IF;
    FOR v_line IN SELECT l.value FROM jsonb_array_elements(p_posting) AS l LOOP
        v_amount := (v_line ->> 'amount')::numeric * CASE v_line ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END;
        IF v_line ->> 'currency' <> p_document.currency THEN
            CONTINUE;
        ELSIF v_line ->> 'account' = p_control_accounts ->> 'payable' THEN
            v_payable := v_payable - v_amount;
        ELSIF v_line ->> 'account' = p_control_accounts ->> 'receivable' THEN
            v_receivable := v_receivable + v_amount;
        END IF;
    END LOOP;
    RETURN CASE p_document.total_amount WHEN v_payable THEN 'payable' WHEN v_receivable THEN 'receivable' END;
END
$function$;
COMMENT ON FUNCTION hera_internal.claim_kind(jsonb, hera_internal.document, text, jsonb) IS 'Whether a document that posts is a payable or a receivable that payments settle.';
