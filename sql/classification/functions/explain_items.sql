CREATE FUNCTION hera_internal.explain_items(
    p_organization_id uuid, p_documents hera_internal.document[], p_scores hera_internal.model_score[],
    p_choices hera_internal.account_choice[], p_version integer, p_shadow_id uuid,
    p_shadows hera_internal.account_choice[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Guesses from choices, as hera_internal.choose_guess makes them, for each of many documents, in order; NULL where nobody
-- knows an account that is active. What the model in shadow would choose, where there is one, is kept beside it.
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN a.known THEN ROW(
            s.stage, (d.document).template_code, (d.choice).account_code, NULL, e.evidence,
            hera_internal.choice_explanation(
                s.stage, e.evidence, (d.choice).account_code, (d.choice).score, a.levels, (d.choice).accounts,
                (d.choice).utilities, (d.choice).outside,
                hera_internal.model_said((d.model).model_id, p_version, (d.model).margins[1], (d.model).accounts[1])
            ) || CASE WHEN p_shadow_id IS NULL THEN '{}' ELSE jsonb_build_object('shadow', jsonb_build_object(
                'model', p_shadow_id, 'account', (d.shadow).account_code, 'score', (d.shadow).score
            )) END,
            NULL, (d.choice).score, CASE WHEN s.stage = 'model' THEN (d.model).model_id END, NULL, NULL, NULL, NULL
        )::hera_internal.classification END
        FROM (
            SELECT p_documents[n] AS document, p_scores[n] AS model, p_choices[n] AS choice, p_shadows[n] AS shadow, n
            FROM generate_subscripts(p_documents, 1) AS n
            OFFSET 0
        ) AS d
        CROSS JOIN LATERAL (
            SELECT EXISTS (
                    SELECT FROM hera_internal.ledger_account AS l
                    WHERE l.organization_id = p_organization_id AND l.code = (d.choice).account_code AND l.status = 'active'
                ) AS known,
                coalesce((d.choice).account_code = (d.model).accounts[1], false) AS top,
                hera_internal.level_names((d.choice).levels) AS levels
            OFFSET 0
        ) AS a
        CROSS JOIN LATERAL (
            SELECT CASE
                    WHEN (d.choice).levels IS NULL OR (a.top AND (d.choice).levels & 3 = 0) THEN 'model' ELSE 'memory'
                END AS stage
            OFFSET 0
        ) AS s
        CROSS JOIN LATERAL (
            SELECT concat_ws('.', s.stage, nullif(a.levels, ''), CASE WHEN a.top THEN 'top' END) AS evidence
            OFFSET 0
        ) AS e
        ORDER BY d.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.explain_items(uuid, hera_internal.document[], hera_internal.model_score[], hera_internal.account_choice[], integer, uuid, hera_internal.account_choice[]) IS 'Guesses from the choices of memory and model, for each of many documents.';
