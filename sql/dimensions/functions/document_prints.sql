CREATE FUNCTION hera_internal.document_prints(p_smart_code text, p_document hera_internal.document)
RETURNS bigint[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Two prints of a document with a counterparty, NULL without one. Documents of one counterparty with the same first print
-- may be the same: process, direction, currency and amount agree. The second agrees in counterparty and reference too,
-- where spellings that differ in case, blanks and punctuation are the same; NULL without a reference.
DECLARE
    v_print CONSTANT bigint := hashtextextended(
        coalesce(p_smart_code, '') || CASE WHEN p_document.credit_note THEN '|-' ELSE '|' END || p_document.currency
        || trim_scale(p_document.total_amount)::text, 0
    );
BEGIN
    IF p_document.counterparty_id IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY[v_print, hashtextextended(
        p_document.counterparty_id::text
        || nullif(translate(upper(left(p_document.reference_number, 200)), E' \t-./_#:', ''), ''), v_print
    )];
END
$function$;
COMMENT ON FUNCTION hera_internal.document_prints(text, hera_internal.document) IS 'Prints by which documents that may be the same are found.';
