CREATE FUNCTION hera_internal.guard_document_number()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A row takes its number once and never changes again. Raises LED_003.
BEGIN
    IF TG_OP = 'DELETE' OR OLD.number IS NOT NULL OR NEW.number IS NULL
        OR (NEW.organization_id, NEW.transaction_id, NEW.transaction_created_at, NEW.series, NEW.fiscal_year)
        IS DISTINCT FROM (OLD.organization_id, OLD.transaction_id, OLD.transaction_created_at, OLD.series, OLD.fiscal_year)
    THEN
        PERFORM hera_internal.raise_error(
            'LED_003', OLD.transaction_id::text, 'the number of a document never changes', 'A void keeps its number.'
        );
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_document_number() IS 'Refuses changes of document numbers.';
ALTER FUNCTION hera_internal.guard_document_number() OWNER TO hera_owner;
