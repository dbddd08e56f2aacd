CREATE FUNCTION hera_internal.header_content(
    p_organization_id uuid, p_transaction_id uuid, p_detail jsonb, p_actor text, p_request_id text
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a leaf with this detail, actor and request commits to of the header of a document; NULL when that is not there.
BEGIN
    RETURN (
        SELECT hera_internal.header_rest(
            t.document_date, t.due_date, t.posted_at, t.exchange_rate, t.credit_note, t.counterparty_id, t.model_id,
            t.unit, t.account_code, t.period, t.number_series, t.dimensions, t.explanation
        ) || hera_internal.header_said(
            p_detail, p_actor, p_request_id, t.transaction_type, t.transaction_date, t.posting_status, t.currency,
            t.total_amount, t.tax_amount, t.smart_code, t.classified_by, t.ai_confidence_score, t.line_count,
            t.submitted_by, t.posted_by, t.request_id, t.proposal, t.metadata
        )
        FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.header_content(uuid, uuid, jsonb, text, text) IS 'Text of a header that a leaf commits to.';
GRANT EXECUTE ON FUNCTION hera_internal.header_content(uuid, uuid, jsonb, text, text) TO hera_owner;
