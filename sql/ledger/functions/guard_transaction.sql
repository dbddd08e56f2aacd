CREATE FUNCTION hera_internal.guard_transaction()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document is never deleted, a posted or voided one never changed; others move along the transition table only, and a
-- pending one, which reserves what it says, does nothing but move.
-- Raises LED_003, LED_004.
BEGIN
    IF TG_OP = 'DELETE' OR OLD.posting_status IN ('posted', 'auto_posted', 'voided') THEN
        PERFORM hera_internal.raise_error('LED_003', OLD.id::text);
    END IF;
    IF (NEW.organization_id, NEW.id, NEW.created_at, NEW.submitted_by)
        IS DISTINCT FROM (OLD.organization_id, OLD.id, OLD.created_at, OLD.submitted_by)
    THEN
        PERFORM hera_internal.raise_error('LED_003', OLD.id::text, 'identity of a document never changes');
    END IF;
    IF OLD.posting_status = 'pending' AND NEW.posting_status = 'pending' THEN
        PERFORM hera_internal.raise_error(
            'LED_003', OLD.id::text, 'a pending document is posted or voided and does not change'
        );
    ELSIF NEW.posting_status <> OLD.posting_status AND NOT EXISTS (
        SELECT FROM hera_internal.status_transition AS t
        WHERE t.from_status = OLD.posting_status AND t.to_status = NEW.posting_status
    ) THEN
        PERFORM hera_internal.raise_error(
            'LED_004', OLD.id::text, format('a document does not go from %s to %s', OLD.posting_status, NEW.posting_status)
        );
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_transaction() IS 'Refuses changes of documents that the books do not allow.';
ALTER FUNCTION hera_internal.guard_transaction() OWNER TO hera_owner;
