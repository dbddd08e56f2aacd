CREATE FUNCTION hera_internal.document_print(p_smart_code text, p_document hera_internal.document)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Print of a document with a counterparty, NULL without one. Documents of one counterparty with the same print may be the
-- same: process, direction, currency and amount agree.
SELECT CASE WHEN p_document.counterparty_id IS NOT NULL THEN hashtextextended(
    coalesce(p_smart_code, '') || CASE WHEN p_document.credit_note THEN '|-' ELSE '|' END || p_document.currency
    || trim_scale(p_document.total_amount)::text, 0
) END
$function$;
COMMENT ON FUNCTION hera_internal.document_print(text, hera_internal.document) IS 'Print by which documents that may be the same are found.';
