CREATE FUNCTION hera_internal.is_master_key(p_key text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.text_master_key AS m
        WHERE m.verifier = sha256(uuid_send(m.salt) || convert_to(p_key, 'UTF8'))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_master_key(text) IS 'Whether a text is the key that wraps the keys of persons.';
ALTER FUNCTION hera_internal.is_master_key(text) OWNER TO hera_owner;
