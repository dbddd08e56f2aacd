CREATE FUNCTION hera_internal.master_key()
RETURNS text
LANGUAGE plpgsql
STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- The master key of this session or transaction, NULL where none was given. Raises ERA_002 for another.
DECLARE
    v_key text := nullif(current_setting('hera.text_key', true), '');
BEGIN
    IF v_key IS NOT NULL AND NOT hera_internal.is_master_key(v_key) THEN
        PERFORM hera_internal.raise_error('ERA_002', 'hera.text_key');
    END IF;
    RETURN v_key;
END
$function$;
COMMENT ON FUNCTION hera_internal.master_key() IS 'Master key that was given to this session or transaction.';
ALTER FUNCTION hera_internal.master_key() OWNER TO hera_owner;
