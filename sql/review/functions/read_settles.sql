CREATE FUNCTION hera_internal.read_settles(
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_correction jsonb,
    p_account_code text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a document settles after a correction: what the correction states; else as before, but a match that is posted to
-- another account settles nothing. hera_internal.read_correction has found no fault in it.
BEGIN
    IF jsonb_typeof(p_correction -> 'settles') = 'array' THEN
        RETURN nullif(p_correction -> 'settles', '[]');
    ELSIF p_transaction.classified_by = 'match' AND p_account_code IS DISTINCT FROM p_transaction.account_code THEN
        RETURN NULL;
    END IF;
    RETURN p_document.settles;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_settles(hera_internal.document, hera_internal.stored_transaction, jsonb, text) IS 'What a document settles after a correction.';
