CREATE FUNCTION hera.explain(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why a document was classified as it was. decision is made of what was stored with it and of nothing else but the
-- description of the rule that spoke, so it is the same bytes whatever was learned since; replay makes the explanation again from its inputs and says whether each byte
-- is the same; weights is what weighed most in the model's choice, read from the weights of that version for as long as
-- they are kept; now is what became of the document. Raises LED_008.
DECLARE
    v_row record;
    v_decision jsonb;
    v_again jsonb;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    SELECT t.explanation, t.account_code, t.ai_confidence_score, t.posting_status, t.smart_code, t.classified_by
    INTO v_row
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    v_again := hera_internal.replay_explanation(v_row.explanation);
    v_decision := jsonb_build_object(
        'stage', v_row.classified_by, 'smart_code', v_row.smart_code, 'confidence', v_row.ai_confidence_score,
        'account', CASE
            WHEN v_row.classified_by IN ('stated', 'type', 'rule') THEN v_row.account_code
            ELSE v_row.explanation ->> 'account'
        END,
        'because', hera_internal.explanation_words(v_row.explanation || coalesce((
            SELECT jsonb_build_object('description', r.description) FROM hera_internal.classification_rule AS r
            WHERE r.organization_id = p_organization_id AND r.id::text = v_row.explanation ->> 'rule'
        ), '{}')), 'explanation', v_row.explanation
    );
    RETURN jsonb_build_object(
        'transaction_id', p_transaction_id,
        'decision', v_decision,
        'replay', jsonb_build_object(
            'same', v_again::text = v_row.explanation::text,
            'sha256', encode(sha256(convert_to(v_again::text, 'UTF8')), 'hex')
        ),
        'weights', hera_internal.explain_weights(p_organization_id, p_transaction_id, v_row.explanation),
        'now', jsonb_build_object('posting_status', v_row.posting_status, 'account', v_row.account_code)
            || hera_internal.transaction_links(p_organization_id, p_transaction_id)
    );
END
$function$;
COMMENT ON FUNCTION hera.explain(uuid, uuid) IS 'Why a document was classified as it was, in words and with its evidence.';
GRANT EXECUTE ON FUNCTION hera.explain(uuid, uuid) TO hera_app;
