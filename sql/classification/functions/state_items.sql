CREATE FUNCTION hera_internal.state_items(
    p_control_accounts jsonb, p_documents hera_internal.document[], p_guesses hera_internal.classification[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- p_guesses with what is no guess beside them, as hera_internal.classify_document decides it: documents that state their
-- account, and those of which the type alone says it.
BEGIN
    RETURN ARRAY(
        SELECT CASE
            WHEN (d.document).account IS NOT NULL THEN ROW(
                'stated', (d.document).template_code, (d.document).account, NULL, NULL,
                '{"stage": "stated", "field": "account"}', 'posted', NULL, NULL, NULL, NULL, NULL, NULL
            )::hera_internal.classification
            WHEN (d.document).type_determines AND p_control_accounts ? (d.document).template_role THEN ROW(
                'type', (d.document).template_code, p_control_accounts ->> (d.document).template_role, NULL, NULL,
                jsonb_build_object('stage', 'type', 'transaction_type', (d.document).transaction_type), 'posted', NULL, NULL,
                NULL, NULL, NULL, NULL
            )::hera_internal.classification
            ELSE d.guess
        END
        FROM (
            SELECT p_documents[n] AS document, p_guesses[n] AS guess, n FROM generate_subscripts(p_documents, 1) AS n
            OFFSET 0
        ) AS d
        ORDER BY d.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.state_items(jsonb, hera_internal.document[], hera_internal.classification[]) IS 'Classifications of documents whose account is no guess.';
