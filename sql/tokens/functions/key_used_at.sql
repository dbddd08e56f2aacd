CREATE FUNCTION hera_internal.key_used_at(p_register integer)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- When a key was used last, by its register; NULL for never since the server started anew, and on a standby.
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN NULL;
    END IF;
    RETURN to_timestamp(nullif(pg_sequence_last_value(('hera_internal.register_' || p_register)::regclass), 0));
END
$function$;
COMMENT ON FUNCTION hera_internal.key_used_at(integer) IS 'When a key was used last, by its register.';
ALTER FUNCTION hera_internal.key_used_at(integer) OWNER TO hera_owner;
