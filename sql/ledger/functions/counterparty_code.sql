CREATE FUNCTION hera_internal.counterparty_code(p_name text)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The name in upper case with single spaces: spellings that differ in nothing else are one counterparty.
SELECT left(upper(regexp_replace(btrim(p_name), '\s+', ' ', 'g')), 200)
$function$;
COMMENT ON FUNCTION hera_internal.counterparty_code(text) IS 'Code under which a counterparty of this name is kept.';
