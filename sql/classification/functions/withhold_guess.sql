CREATE FUNCTION hera_internal.withhold_guess(p_result hera_internal.classification, p_reason text)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- No guess, because guessing is broken: the explanation says so, and the outcome has CB_001 among its errors.
BEGIN
    p_result.stage := 'none';
    p_result.explanation := jsonb_build_object(
        'stage', 'none', 'circuit', hera_internal.make_error('CB_001', 'account') || jsonb_build_object('reason', p_reason)
    );
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.withhold_guess(hera_internal.classification, text) IS 'Classification of a document for which no guess could be made.';
