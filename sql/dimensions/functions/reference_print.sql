CREATE FUNCTION hera_internal.reference_print(p_print bigint, p_counterparty_id uuid, p_reference text)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Spellings of a reference that differ in case, blanks and punctuation are the same. NULL without one.
DECLARE
    v_reference CONSTANT text := translate(upper(left(p_reference, 200)), E' \t-./_#:', '');
BEGIN
    IF v_reference IS NULL OR v_reference = '' THEN
        RETURN NULL;
    END IF;
    RETURN hashtextextended(p_counterparty_id::text || v_reference, p_print);
END
$function$;
COMMENT ON FUNCTION hera_internal.reference_print(bigint, uuid, text) IS 'Hash of print, counterparty and reference of a document.';
