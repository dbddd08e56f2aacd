CREATE FUNCTION hera_internal.encrypt_bytes(p_data bytea, p_key text)
RETURNS bytea
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An OpenPGP message that gpg reads too: AES-256 with a session key and a checksum of its own. Keys are random and long,
-- so they are not stretched. Raises ERA_003.
DECLARE
    v_message bytea;
BEGIN
    EXECUTE format(
        'SELECT %I.pgp_sym_encrypt_bytea($1, $2, %L::text)', hera_internal.crypto_schema(),
        'cipher-algo=aes256, s2k-mode=1, compress-algo=0'
    ) INTO v_message USING p_data, p_key;
    RETURN v_message;
END
$function$;
COMMENT ON FUNCTION hera_internal.encrypt_bytes(bytea, text) IS 'Encrypts with a long random key.';
ALTER FUNCTION hera_internal.encrypt_bytes(bytea, text) OWNER TO hera_owner;
