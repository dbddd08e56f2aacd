CREATE FUNCTION hera_internal.key_locks(p_prefix text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is locked out when a key is refused: the key that was named, whether it exists or not.
BEGIN
    RETURN 'key ' || p_prefix;
END
$function$;
COMMENT ON FUNCTION hera_internal.key_locks(text) IS 'Text under which failures of a key are counted.';
ALTER FUNCTION hera_internal.key_locks(text) OWNER TO hera_owner;
