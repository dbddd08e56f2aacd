CREATE FUNCTION hera_internal.check_replica_line()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Does what the foreign key of the partition does where foreign keys do not speak, under session_replication_role =
-- replica: a line names the line_count of its document, so that none can be added to a posted one. A worker of logical
-- replication copies tables one by one, from a server that has checked them. Raises LED_007.
BEGIN
    IF NOT EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = NEW.organization_id AND t.id = NEW.transaction_id AND t.created_at = NEW.created_at
            AND t.line_count = NEW.line_count
    ) AND NOT hera_internal.in_replication_worker() THEN
        PERFORM hera_internal.raise_error(
            'LED_007', NEW.transaction_id::text,
            format('document %s does not count %s lines', NEW.transaction_id, NEW.line_count),
            'A document is posted with all its lines at once; reverse it and submit a new one.'
        );
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_replica_line() IS 'Refuses a line that its document does not count, where foreign keys are switched off.';
ALTER FUNCTION hera_internal.check_replica_line() OWNER TO hera_owner;
