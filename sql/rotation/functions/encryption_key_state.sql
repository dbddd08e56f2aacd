CREATE FUNCTION hera_internal.encryption_key_state()
RETURNS TABLE (set_at timestamptz, set_by text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- When the master key of encrypted texts was set; no row where texts are not encrypted.
BEGIN
    RETURN QUERY SELECT k.set_at, k.set_by FROM hera_internal.text_master_key AS k;
END
$function$;
COMMENT ON FUNCTION hera_internal.encryption_key_state() IS 'When the master key of encrypted texts was set.';
ALTER FUNCTION hera_internal.encryption_key_state() OWNER TO hera_owner;
