CREATE FUNCTION hera.unlock_texts(p_key text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives this transaction the master key, so that texts are encrypted and read with it; it goes with the transaction. Who
-- has the key sees no more than their organization. Raises ERA_002 for another key.
BEGIN
    IF hera_internal.is_master_key(p_key) IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('ERA_002', 'p_key');
    END IF;
    PERFORM set_config('hera.text_key', p_key, true);
END
$function$;
COMMENT ON FUNCTION hera.unlock_texts(text) IS 'Lets the current transaction write and read encrypted texts.';
ALTER FUNCTION hera.unlock_texts(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.unlock_texts(text) TO hera_app, hera_admin;
