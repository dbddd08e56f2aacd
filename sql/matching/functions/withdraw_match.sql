CREATE FUNCTION hera_internal.withdraw_match(p_result hera_internal.classification, p_reason text)
RETURNS hera_internal.classification
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The classification of a payment whose match was settled by another one between the look and the lock: it waits, and
-- settles nothing.
BEGIN
    p_result.settles := NULL;
    p_result.posting_status := 'pending_review';
    p_result.explanation := p_result.explanation || jsonb_build_object('withdrawn', p_reason);
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.withdraw_match(hera_internal.classification, text) IS 'Takes a match back that another payment made impossible.';
