CREATE FUNCTION hera_internal.resolve_pending()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document leaves pending: its reservations go in the same transaction, whatever path wrote, and how it was resolved
-- is kept. It is posted before it expires only, while all it reserved still counts, and for no more than that. An
-- update that leaves it pending was refused before. Raises LED_052, LED_053.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_pending record;
    v_released bigint;
BEGIN
    IF current_setting('session_replication_role') = 'replica' AND hera_internal.in_replication_worker() THEN
        RETURN NULL;
    END IF;
    SELECT p.amount, p.expires_at, p.reservations INTO v_pending
    FROM hera_internal.pending_document AS p
    WHERE p.organization_id = NEW.organization_id AND p.transaction_id = NEW.id AND p.resolution IS NULL
    FOR NO KEY UPDATE;
    v_released := hera_internal.release_reservations(NEW.organization_id, NEW.id);
    IF NEW.posting_status <> 'voided' THEN
        IF coalesce(v_pending.expires_at <= v_now, false) OR v_released IS DISTINCT FROM v_pending.reservations THEN
            PERFORM hera_internal.raise_error('LED_052', NEW.id::text);
        ELSIF NEW.total_amount > v_pending.amount THEN
            PERFORM hera_internal.raise_error('LED_053', NEW.id::text);
        END IF;
    END IF;
    UPDATE hera_internal.pending_document AS p
    SET resolution = CASE
            WHEN NEW.posting_status <> 'voided' THEN 'posted' WHEN p.expires_at <= v_now THEN 'expired' ELSE 'voided'
        END,
        posted_amount = CASE WHEN NEW.posting_status <> 'voided' THEN NEW.total_amount END,
        reason = CASE WHEN NEW.posting_status = 'voided' THEN nullif(current_setting('hera.void_reason', true), '') END,
        resolved_at = v_now,
        resolved_by = coalesce(NEW.posted_by, NEW.proposal ->> 'voided_by')
    WHERE p.organization_id = NEW.organization_id AND p.transaction_id = NEW.id;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.resolve_pending() IS 'Releases what a document reserved when it is posted or voided.';
ALTER FUNCTION hera_internal.resolve_pending() OWNER TO hera_owner;
