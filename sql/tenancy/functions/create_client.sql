CREATE FUNCTION hera.create_client(p_name text)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_005 for a name that is empty or longer than 200 characters.
DECLARE
    v_id uuid := hera_internal.new_id();
BEGIN
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    INSERT INTO hera.core_clients (id, name, created_at)
    VALUES (v_id, p_name, hera_internal.uuid_time(v_id));
    PERFORM hera_internal.write_platform_leaf('client.created', v_id, '{}');
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.create_client(text) IS 'Creates a client and returns its id.';
GRANT EXECUTE ON FUNCTION hera.create_client(text) TO hera_admin;
