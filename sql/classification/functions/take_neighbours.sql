CREATE FUNCTION hera_internal.take_neighbours(
    p_organization_id uuid, p_document hera_internal.document, p_payee text, p_text text,
    p_result hera_internal.classification, p_rejected text[] DEFAULT '{}'
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the nearest past documents say, or that nobody knows.
DECLARE
    v_guess record;
BEGIN
    IF p_payee <> '' OR p_text <> '' THEN
        v_guess := hera_internal.ask_neighbours(
            p_organization_id, p_document.transaction_type,
            hera_internal.embed_text(p_payee, p_text, p_document.unit), p_rejected
        );
        IF v_guess.account_code IS NOT NULL THEN
            p_result.stage := 'neighbours';
            p_result.account_code := v_guess.account_code;
            p_result.score := v_guess.score;
            p_result.evidence := v_guess.evidence;
            p_result.explanation := jsonb_build_object(
                'stage', 'neighbours', 'evidence', v_guess.evidence, 'account', v_guess.account_code
            ) || v_guess.explanation;
            RETURN p_result;
        END IF;
    END IF;
    p_result.stage := 'none';
    p_result.explanation := '{"stage": "none", "reason": "nothing like it was decided before"}';
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_neighbours(uuid, hera_internal.document, text, text, hera_internal.classification, text[]) IS 'Account that the neighbours vote for, where memory and model have none.';
