CREATE FUNCTION hera_internal.decrypt_bytes(p_message bytea, p_key text)
RETURNS bytea
LANGUAGE plpgsql
STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_internal.encrypt_bytes was given. Raises ERA_003, and what pgcrypto raises for another key.
DECLARE
    v_data bytea;
BEGIN
    EXECUTE format('SELECT %I.pgp_sym_decrypt_bytea($1, $2)', hera_internal.crypto_schema()) INTO v_data USING p_message, p_key;
    RETURN v_data;
END
$function$;
COMMENT ON FUNCTION hera_internal.decrypt_bytes(bytea, text) IS 'Decrypts what hera_internal.encrypt_bytes encrypted.';
ALTER FUNCTION hera_internal.decrypt_bytes(bytea, text) OWNER TO hera_owner;
