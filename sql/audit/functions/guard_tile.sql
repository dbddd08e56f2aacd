CREATE FUNCTION hera_internal.guard_tile()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A row of the tree gets digests behind those it has, and nothing else. Raises LED_003.
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.level, NEW.tile) <> (OLD.level, OLD.tile)
        OR substr(NEW.digests, 1, octet_length(OLD.digests)) <> OLD.digests
        OR substr(NEW.keys, 1, octet_length(OLD.keys)) IS DISTINCT FROM OLD.keys
    THEN
        PERFORM hera_internal.raise_error('LED_003', 'hera_internal.audit_tile', 'the tree of the audit trail only grows');
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_tile() IS 'Refuses changes of the Merkle tree that do not append to it.';
ALTER FUNCTION hera_internal.guard_tile() OWNER TO hera_owner;
