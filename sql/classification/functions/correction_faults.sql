CREATE FUNCTION hera_internal.correction_faults(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_verdict text, p_correction jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of what is said beside a verdict, as an array that may be empty: only corrected says more than the verdict,
-- and it says one posting, as a request does.
DECLARE
    v_errors jsonb := CASE WHEN p_verdict = 'corrected' THEN '[]' ELSE jsonb_build_array(hera_internal.make_error(
        'VAL_011', 'p_correction', format('%s takes no correction; the verdict with one is corrected', p_verdict)
    )) END;
    v_account CONSTANT text := p_correction ->> 'account';
BEGIN
    IF jsonb_typeof(p_correction) <> 'object' THEN
        RETURN v_errors || hera_internal.make_error('VAL_003', 'p_correction', 'a correction is a JSON object');
    END IF;
    v_errors := v_errors || coalesce(hera_internal.shape_faults('correction', p_correction, 'p_correction.'), '[]');
    IF v_account IS NOT NULL AND jsonb_typeof(p_correction -> 'lines') = 'array' THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'p_correction.account', 'state either account or lines, not both'
        );
    ELSIF length(v_account) <= 200 AND jsonb_typeof(p_correction -> 'account') = 'string' AND NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_caller.organization_id AND a.code = v_account AND a.status = 'active'
    ) THEN
        v_errors := v_errors || hera_internal.make_error(
            'LED_002', 'p_correction.account', format('there is no account %s', v_account)
        );
    END IF;
    IF jsonb_typeof(p_correction -> 'lines') = 'array' THEN
        v_errors := v_errors || hera_internal.line_faults(p_caller, p_correction -> 'lines', p_document);
    END IF;
    IF jsonb_typeof(p_correction -> 'settles') = 'array' THEN
        v_errors := v_errors || hera_internal.settlement_faults(p_caller, p_correction -> 'settles', p_document);
    END IF;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.correction_faults(hera_internal.caller_context, hera_internal.document, text, jsonb) IS 'Faults of what is said beside a verdict.';
