CREATE FUNCTION hera_internal.request_document_number()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A posted document of a series asks for its number: a row of its own, which no other transaction sees before the
-- number is in it. Touches no row that another request shares.
BEGIN
    IF current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker() THEN
        INSERT INTO hera_internal.document_number (
            organization_id, transaction_id, transaction_created_at, series, fiscal_year, waits_in
        )
        VALUES (
            NEW.organization_id, NEW.id, NEW.created_at, NEW.number_series,
            hera_internal.year_of(NEW.organization_id, NEW.transaction_date), pg_current_xact_id()
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.request_document_number() IS 'Asks for the number of a document that is posted.';
ALTER FUNCTION hera_internal.request_document_number() OWNER TO hera_owner;
