CREATE FUNCTION hera_internal.header_said(
    p_detail jsonb, p_actor text, p_request_id text, p_transaction_type text, p_transaction_date date,
    p_posting_status text, p_currency text, p_total_amount numeric, p_tax_amount numeric, p_smart_code text,
    p_classified_by text, p_ai_confidence_score numeric, p_line_count smallint, p_submitted_by text, p_posted_by text,
    p_document_request_id text, p_proposal jsonb, p_metadata jsonb
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Empty where a leaf, of which the first three are, says the same of a header as the others, which are of the header: as the
-- leaf of the birth of a document does. Else what it does not say.
SELECT CASE
    WHEN p_detail @> jsonb_build_object(
        'type', p_transaction_type, 'date', p_transaction_date, 'status', p_posting_status, 'currency', p_currency,
        'total', p_total_amount, 'tax', p_tax_amount, 'smart_code', p_smart_code, 'stage', p_classified_by,
        'lines', p_line_count
    ) AND jsonb_build_array(
        p_document_request_id, p_ai_confidence_score, p_submitted_by, p_posted_by, p_proposal, p_metadata
    ) = jsonb_build_array(
        p_request_id,
        CASE jsonb_typeof(p_detail -> 'confidence') WHEN 'number' THEN round((p_detail -> 'confidence')::numeric, 4) END,
        p_actor, p_actor, NULL, '{}'::jsonb
    ) THEN ''
    ELSE jsonb_build_array(
        p_transaction_type, p_transaction_date, p_posting_status, p_currency, p_total_amount, p_tax_amount, p_smart_code,
        p_classified_by, p_ai_confidence_score, p_line_count, p_submitted_by, p_posted_by, p_document_request_id,
        p_proposal, p_metadata
    )::text
END
$function$;
COMMENT ON FUNCTION hera_internal.header_said(
    jsonb, text, text, text, date, text, text, numeric, numeric, text, text, numeric, smallint, text, text, text, jsonb, jsonb
) IS 'Text of what a leaf should say of a header and does not.';
