CREATE FUNCTION hera_internal.guard_reservation()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A reservation never changes and goes with its document only, or when it has expired. Raises LED_003.
BEGIN
    IF TG_OP = 'UPDATE' OR (coalesce(OLD.expires_at > clock_timestamp(), true) AND EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = OLD.organization_id AND t.id = OLD.transaction_id
            AND t.created_at = hera_internal.uuid_time(OLD.transaction_id) AND t.posting_status = 'pending'
    )) THEN
        PERFORM hera_internal.raise_error(
            'LED_003', OLD.transaction_id::text, 'what a pending document reserves is released with the document'
        );
    END IF;
    RETURN OLD;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_reservation() IS 'Refuses changes of reservations whose document is pending.';
ALTER FUNCTION hera_internal.guard_reservation() OWNER TO hera_owner;
