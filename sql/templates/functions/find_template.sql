CREATE FUNCTION hera_internal.find_template(
    p_caller hera_internal.caller_context, p_document hera_internal.document
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document with its template, in an organization that has some of its own: a code that is stated is that version; a
-- type means the version in force of its process. A version that is retired is not found.
DECLARE
    v_code text := coalesce(
        p_document.smart_code,
        p_caller.templates ->> regexp_replace(p_document.type_smart_code, '[.]v[0-9]+$', ''),
        p_document.type_smart_code
    );
BEGIN
    SELECT t.smart_code, t.default_role, coalesce(t.program, t.lines)
    INTO p_document.template_code, p_document.template_role, p_document.template_lines
    FROM hera_internal.organization_template AS t
    WHERE t.organization_id = p_caller.organization_id AND t.smart_code = v_code AND t.retired_at IS NULL;
    IF NOT FOUND THEN
        SELECT t.smart_code, t.default_role, coalesce(t.program, t.lines)
        INTO p_document.template_code, p_document.template_role, p_document.template_lines
        FROM hera_internal.posting_template AS t
        WHERE t.smart_code = v_code;
    END IF;
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_template(hera_internal.caller_context, hera_internal.document) IS 'Gives a document its template where the organization has its own.';
