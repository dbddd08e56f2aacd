CREATE FUNCTION hera_internal.guard_head()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The head goes from one seal to the next. Raises LED_003.
BEGIN
    IF TG_OP = 'DELETE' OR NEW.seal <> OLD.seal + 1 THEN
        PERFORM hera_internal.raise_error('LED_003', 'hera_internal.audit_head', 'the head of the audit trail only goes on');
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_head() IS 'Refuses to take the head of the audit trail back.';
ALTER FUNCTION hera_internal.guard_head() OWNER TO hera_owner;
