CREATE FUNCTION hera_internal.template_lines(p_organization_id uuid, p_smart_code text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a version of a template posts by, retired or not: a document keeps the version that made it. The organization's own
-- goes before the one of that code that came with HERA; NULL where there is none.
DECLARE
    v_lines jsonb;
BEGIN
    SELECT coalesce(t.program, t.lines) INTO v_lines FROM hera_internal.organization_template AS t
    WHERE t.organization_id = p_organization_id AND t.smart_code = p_smart_code;
    IF NOT FOUND THEN
        SELECT coalesce(t.program, t.lines) INTO v_lines FROM hera_internal.posting_template AS t
        WHERE t.smart_code = p_smart_code;
    END IF;
    RETURN v_lines;
END
$function$;
COMMENT ON FUNCTION hera_internal.template_lines(uuid, text) IS 'What a version of a template posts by.';
