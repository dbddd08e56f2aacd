CREATE FUNCTION hera_internal.add_tax(
    p_caller hera_internal.caller_context, p_request jsonb, p_document hera_internal.document
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document, of whose stated lines at least one has a tax code, with the tax lines that were left to HERA and, where
-- the request states none, its totals; faults are in errors. Lines with a code are net. The rates are those of the day on
-- the document, else of the books. An organization without tax codes keeps what a line says as a label.
DECLARE
    v_day date := coalesce(p_document.document_date, p_document.transaction_date);
    v_by_line boolean := coalesce((p_caller.settings ->> 'tax_rounding_by_line')::boolean, false);
    v_lines hera_internal.tax_line[] := hera_internal.read_tax_lines(p_caller.organization_id, p_document.posting, v_day);
    v_errors jsonb := '[]'::jsonb;
BEGIN
    IF EXISTS (SELECT FROM unnest(v_lines) AS l WHERE l.known) OR EXISTS (
        SELECT FROM hera_internal.tax_code AS c WHERE c.organization_id = p_caller.organization_id
    ) THEN
        v_errors := hera_internal.tax_faults(v_lines, v_day, v_by_line);
        IF v_errors = '[]' THEN
            p_document.posting := (
                SELECT jsonb_agg(l.value || CASE WHEN t.number IS NULL THEN '{}' ELSE jsonb_build_object(
                    'tax_code', t.tax_code, 'tax_rate', t.rate, 'tax_part', t.part
                ) END ORDER BY l.number)
                FROM jsonb_array_elements(p_document.posting) WITH ORDINALITY AS l (value, number)
                LEFT JOIN unnest(v_lines) AS t ON t.number = l.number
            ) || hera_internal.make_tax_lines(v_lines, v_by_line);
            p_document := hera_internal.total_with_tax(p_request, p_document);
            v_errors := coalesce(p_document.errors, '[]');
        END IF;
    END IF;
    IF v_errors = '[]' THEN
        v_errors := hera_internal.balance_faults(p_document.posting, p_document.currency);
    END IF;
    p_document.errors := nullif(v_errors, '[]');
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.add_tax(hera_internal.caller_context, jsonb, hera_internal.document) IS 'Adds the tax of lines with tax codes to a document.';
