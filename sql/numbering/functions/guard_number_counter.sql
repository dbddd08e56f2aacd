CREATE FUNCTION hera_internal.guard_number_counter()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A counter only rises. Raises LED_003.
BEGIN
    IF TG_OP = 'DELETE' OR NEW.last_number <= OLD.last_number
        OR (NEW.organization_id, NEW.series, NEW.fiscal_year) <> (OLD.organization_id, OLD.series, OLD.fiscal_year)
    THEN
        PERFORM hera_internal.raise_error(
            'LED_003', format('%s %s', OLD.series, OLD.fiscal_year), 'a counter of document numbers only rises'
        );
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_number_counter() IS 'Refuses to turn a counter back.';
ALTER FUNCTION hera_internal.guard_number_counter() OWNER TO hera_owner;
