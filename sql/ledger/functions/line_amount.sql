CREATE FUNCTION hera_internal.line_amount(p_line jsonb, p_document hera_internal.document)
RETURNS numeric
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- What a line of a template of gross, net and tax takes of a document.
SELECT CASE p_line ->> 'amount'
    WHEN 'gross' THEN p_document.total_amount
    WHEN 'tax' THEN p_document.tax_amount
    WHEN 'net' THEN p_document.total_amount - p_document.tax_amount
END
$function$;
COMMENT ON FUNCTION hera_internal.line_amount(jsonb, hera_internal.document) IS 'Amount of a line of a template.';
