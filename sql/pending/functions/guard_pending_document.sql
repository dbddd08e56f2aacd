CREATE FUNCTION hera_internal.guard_pending_document()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a pending document reserved is never changed or deleted; it is resolved once, as its document was. Why it was
-- voided may name a person and then is erased. Raises LED_003.
DECLARE
    v_erased hera_internal.pending_document := OLD;
BEGIN
    v_erased.reason := '(erased)';
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM v_erased AND OLD.resolution IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.resolution IS NOT NULL OR NEW.resolution IS NULL
        OR (NEW.organization_id, NEW.transaction_id, NEW.transaction_created_at, NEW.amount, NEW.expires_at, NEW.reservations)
            IS DISTINCT FROM (
                OLD.organization_id, OLD.transaction_id, OLD.transaction_created_at, OLD.amount, OLD.expires_at,
                OLD.reservations
            )
        OR NOT EXISTS (
            SELECT FROM hera.universal_transactions AS t
            WHERE t.organization_id = OLD.organization_id AND t.id = OLD.transaction_id
                AND t.created_at = OLD.transaction_created_at
                AND t.posting_status = CASE NEW.resolution WHEN 'posted' THEN 'posted' ELSE 'voided' END
        )
    THEN
        PERFORM hera_internal.raise_error('LED_003', OLD.transaction_id::text, 'a pending document is resolved once');
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_pending_document() IS 'Refuses changes of what a pending document reserved.';
ALTER FUNCTION hera_internal.guard_pending_document() OWNER TO hera_owner;
