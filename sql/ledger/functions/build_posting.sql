CREATE FUNCTION hera_internal.build_posting(
    p_organization_id uuid, p_control_accounts jsonb, p_document hera_internal.document, p_smart_code text,
    p_account_code text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines that the template of the smart code makes of the document, or those that the request stated. A template was
-- proved to balance for every document when it was saved. One of gross, net and tax is its lines, which are made here; one
-- with other expressions is a program. Zero lines are left out; a credit note swaps the sides.
DECLARE
    v_template jsonb := p_document.template_lines;
BEGIN
    IF p_document.posting IS NOT NULL THEN
        RETURN p_document.posting;
    ELSIF p_document.template_code IS DISTINCT FROM p_smart_code OR jsonb_typeof(v_template) = 'object' THEN
        IF p_document.template_code IS DISTINCT FROM p_smart_code THEN
            v_template := hera_internal.template_lines(p_organization_id, p_smart_code);
        END IF;
        IF jsonb_typeof(v_template) = 'object' THEN
            RETURN hera_internal.program_posting(v_template, p_control_accounts, p_document, p_account_code);
        END IF;
    END IF;
    -- Written as JSON text, which is read once: half the cost of building each line as jsonb. The elements of an array come
    -- in their order, and nothing here changes it.
    RETURN (
        SELECT '[' || string_agg(
            hera_internal.posting_line(l.value, a.amount, p_document, p_control_accounts, p_account_code), ', '
        ) || ']'
        FROM jsonb_array_elements(v_template) AS l
        CROSS JOIN LATERAL (SELECT hera_internal.line_amount(l.value, p_document) AS amount) AS a
        WHERE a.amount > 0
    )::jsonb;
END
$function$;
COMMENT ON FUNCTION hera_internal.build_posting(uuid, jsonb, hera_internal.document, text, text) IS 'Balanced lines of a document, by its template.';
