CREATE FUNCTION hera_internal.apply_validation_rules(
    p_caller hera_internal.caller_context, p_request jsonb, p_document hera_internal.document
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document with what the organization's own rules find: errors beside those it has, and findings that refuse nothing.
-- Called only where an organization has rules.
DECLARE
    v_findings jsonb := hera_internal.rule_findings(p_caller, p_request, p_document, coalesce(p_document.errors, '[]'));
BEGIN
    SELECT nullif(coalesce(p_document.errors, '[]') || coalesce(
            jsonb_agg(f.value ORDER BY f.number) FILTER (WHERE f.value ->> 'severity' = 'error'), '[]'
        ), '[]'),
        jsonb_agg(f.value ORDER BY f.number) FILTER (WHERE f.value ->> 'severity' <> 'error')
    INTO p_document.errors, p_document.findings
    FROM jsonb_array_elements(v_findings) WITH ORDINALITY AS f (value, number);
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_validation_rules(hera_internal.caller_context, jsonb, hera_internal.document) IS 'Judges a document by the rules of its organization.';
