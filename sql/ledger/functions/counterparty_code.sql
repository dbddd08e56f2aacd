CREATE FUNCTION hera_internal.counterparty_code(p_name text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The name in upper case with single spaces: spellings that differ in nothing else are one counterparty.
BEGIN
    RETURN left(upper(regexp_replace(btrim(p_name), '\s+', ' ', 'g')), 200);
END
$function$;
COMMENT ON FUNCTION hera_internal.counterparty_code(text) IS 'Code under which a counterparty of this name is kept.';
