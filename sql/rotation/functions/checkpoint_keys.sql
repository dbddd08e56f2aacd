CREATE FUNCTION hera.checkpoint_keys()
RETURNS TABLE (
    public_key text, since text, retired_at text, signed_by text, signature text, reason text, registered_by text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Public keys that checkpoints of the audit trail are and were signed with, oldest first, moments as they are signed.
BEGIN
    RETURN QUERY
    SELECT k.public_key, hera_internal.moment_text(k.since), hera_internal.moment_text(k.retired_at), k.signed_by, k.signature,
        k.reason, k.registered_by
    FROM hera_internal.checkpoint_key AS k
    ORDER BY k.since;
END
$function$;
COMMENT ON FUNCTION hera.checkpoint_keys() IS 'Public keys that checkpoints are and were signed with.';
ALTER FUNCTION hera.checkpoint_keys() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.checkpoint_keys() TO hera_admin, hera_auditor;
