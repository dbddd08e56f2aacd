CREATE FUNCTION hera_internal.smart_code_family(p_code text)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
SELECT split_part(p_code, '.', 1) || '.' || split_part(p_code, '.', 2) || '.' || split_part(p_code, '.', 3)
$function$;
COMMENT ON FUNCTION hera_internal.smart_code_family(text) IS 'Family of a static smart code: its first three segments.';
