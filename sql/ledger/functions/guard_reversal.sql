CREATE FUNCTION hera_internal.guard_reversal()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A reversal never changes, but for its reason, which may name a person and then is erased. Raises LED_003.
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.reason := '(erased)';
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM hera_internal.raise_error(
        'LED_003', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME,
        format('%s refuses %s: its rows never change', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP)
    );
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_reversal() IS 'Refuses changes of reversals but the erasure of their reason.';
ALTER FUNCTION hera_internal.guard_reversal() OWNER TO hera_owner;
