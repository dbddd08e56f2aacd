CREATE FUNCTION hera_internal.request_document_number()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A posted document of a series asks for its number: a row of its own, which no other transaction sees before the
-- number is in it. Touches no row that another request shares. The year of a calendar that is the common one is told here:
-- a call costs more.
BEGIN
    IF current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker() THEN
        INSERT INTO hera_internal.document_number (
            organization_id, transaction_id, transaction_created_at, series, fiscal_year, waits_in
        )
        VALUES (
            NEW.organization_id, NEW.id, NEW.created_at, NEW.number_series,
            coalesce(
                (
                    SELECT date_part('year', NEW.transaction_date)::integer FROM hera.core_organizations AS o
                    WHERE o.organization_id = NEW.organization_id AND o.year_start = '01-01' AND NOT EXISTS (
                        SELECT FROM hera_internal.fiscal_period AS p WHERE p.organization_id = NEW.organization_id
                    )
                ),
                hera_internal.year_of(NEW.organization_id, NEW.transaction_date)
            ),
            pg_current_xact_id()
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.request_document_number() IS 'Asks for the number of a document that is posted.';
ALTER FUNCTION hera_internal.request_document_number() OWNER TO hera_owner;
