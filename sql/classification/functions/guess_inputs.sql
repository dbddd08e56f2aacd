CREATE FUNCTION hera_internal.guess_inputs(
    p_caller hera_internal.caller_context, p_documents hera_internal.document[]
)
RETURNS hera_internal.guess_input[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What memory and the model are asked of each document, as in hera_internal.choose_guess; NULL for one that is not only
-- theirs to decide: its account is known, a rule speaks for it, or something was rejected for its payee and text.
DECLARE
    v_organization_id CONSTANT uuid := p_caller.organization_id;
    v_rules CONSTANT boolean := (p_caller.guess_marks & 1 = 0) IS NOT TRUE;
    v_rejections CONSTANT boolean := (p_caller.guess_marks & 2 = 0) IS NOT TRUE;
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN k.keys IS NOT NULL AND NOT (
                v_rules AND EXISTS (
                    SELECT FROM hera_internal.classification_rule AS r
                    WHERE r.organization_id = v_organization_id AND r.active AND hera_internal.rule_holds(
                        r.transaction_type, r.counterparty_id, r.text_pattern, r.minimum_amount, r.maximum_amount, r.unit,
                        d.document, t.payee || ' ' || t.text
                    )
                )
            ) AND NOT (
                v_rejections AND EXISTS (
                    SELECT FROM hera_internal.account_rejection AS r
                    WHERE r.organization_id = v_organization_id AND r.memory_key = k.keys[5]
                )
            )
            THEN ROW(
                k.keys[:4], hera_internal.feature_list(d.document, left(t.payee, 200), left(t.text, 200), t.unit)
                || hera_internal.unit_features(hera_internal.normalize_text(t.unit))
            )::hera_internal.guess_input
        END
        FROM (SELECT p_documents[n] AS document, n FROM generate_subscripts(p_documents, 1) AS n OFFSET 0) AS d
        CROSS JOIN LATERAL (
            SELECT hera_internal.normalize_text((d.document).counterparty_name) AS payee,
                hera_internal.normalize_text((d.document).description) AS text,
                coalesce(left(lower((d.document).unit), 100), '') AS unit
            OFFSET 0
        ) AS t
        CROSS JOIN LATERAL (
            SELECT CASE WHEN (d.document).account IS NULL AND NOT (d.document).type_determines THEN hera_internal.memory_keys(
                (d.document).transaction_type, t.payee, t.text, (d.document).unit,
                CASE WHEN (d.document).credit_note THEN - (d.document).total_amount ELSE (d.document).total_amount END
            ) || CASE WHEN v_rejections
                THEN (hera_internal.memory_keys((d.document).transaction_type, t.payee, t.text, NULL, NULL))[2]
            END END AS keys
            OFFSET 0
        ) AS k
        ORDER BY d.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_inputs(hera_internal.caller_context, hera_internal.document[]) IS 'What memory and model are asked of documents.';
