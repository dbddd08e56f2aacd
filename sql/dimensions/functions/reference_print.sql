CREATE FUNCTION hera_internal.reference_print(p_print bigint, p_document hera_internal.document)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Print of documents that agree in counterparty and reference too, where spellings that differ in case, blanks and
-- punctuation are the same; NULL without a reference or without a print (hera_internal.document_print).
SELECT hashtextextended(
    p_document.counterparty_id::text
    || nullif(translate(upper(left(p_document.reference_number, 200)), E' \t-./_#:', ''), ''), p_print
)
$function$;
COMMENT ON FUNCTION hera_internal.reference_print(bigint, hera_internal.document) IS 'Print by which documents with one reference are found.';
