CREATE FUNCTION hera_internal.item_outcomes(
    p_caller hera_internal.caller_context, p_documents hera_internal.document[], p_choices hera_internal.classification[]
)
RETURNS jsonb[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes of plain documents whose guess was gated, as hera_internal.classify_request makes them; NULL where there is no
-- guess. The lines are those of hera_internal.build_posting.
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN (i.choice).stage IS NOT NULL THEN jsonb_build_object(
            'status', CASE (i.choice).posting_status WHEN 'auto_posted' THEN 'posted' ELSE (i.choice).posting_status END,
            'posting_status', (i.choice).posting_status,
            'smart_code', (i.choice).smart_code,
            'dynamic_code', hera_internal.dynamic_code(
                (i.choice).smart_code, (i.choice).dimensions, (i.choice).stage, (i.choice).explanation, (i.choice).confidence
            ),
            'dimensions', to_jsonb((i.choice).dimensions),
            'account', (i.choice).account_code,
            'confidence', (i.choice).confidence,
            'posting', p.lines,
            'explanation', (i.choice).explanation,
            'errors', '[]'::jsonb
        ) END
        FROM (
            SELECT p_documents[n] AS document, p_choices[n] AS choice, n
            FROM generate_subscripts(p_documents, 1) AS n
            OFFSET 0
        ) AS i
        CROSS JOIN LATERAL (
            SELECT coalesce('[' || string_agg(hera_internal.posting_line(
                l.value, a.amount, i.document, p_caller.control_accounts, (i.choice).account_code
            ), ', ') || ']', '[]')::jsonb AS lines
            FROM jsonb_array_elements((i.document).template_lines) AS l
            CROSS JOIN LATERAL (SELECT hera_internal.line_amount(l.value, i.document) AS amount) AS a
            WHERE a.amount > 0
        ) AS p
        ORDER BY i.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.item_outcomes(hera_internal.caller_context, hera_internal.document[], hera_internal.classification[]) IS 'Outcomes of many guesses.';
