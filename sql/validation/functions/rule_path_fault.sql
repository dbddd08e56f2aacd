CREATE FUNCTION hera_internal.rule_path_fault(p_path text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why a rule cannot look at this path, or NULL: fields of the registry, of a request or of its lines, and what is below
-- metadata.
BEGIN
    IF p_path ~ '^metadata[.]' OR EXISTS (
        SELECT FROM hera_internal.request_field AS f
        WHERE (f.scope = 'request' AND f.field = p_path) OR (f.scope = 'line' AND 'lines[].' || f.field = p_path)
    ) THEN
        RETURN NULL;
    END IF;
    RETURN format('%s is no field of a request', p_path);
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_path_fault(text) IS 'Why a rule cannot look at a path, or NULL.';
