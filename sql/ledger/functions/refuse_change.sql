CREATE FUNCTION hera_internal.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- For tables that only grow. Raises LED_003.
BEGIN
    PERFORM hera_internal.raise_error(
        'LED_003', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME,
        format('%s refuses %s: its rows never change', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP)
    );
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_change() IS 'Refuses UPDATE, DELETE and TRUNCATE on a table that only grows.';
ALTER FUNCTION hera_internal.refuse_change() OWNER TO hera_owner;
