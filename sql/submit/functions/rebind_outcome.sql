CREATE FUNCTION hera_internal.rebind_outcome(p_organization_id uuid, p_key text, p_outcome jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a repeated call gets where settling changed the outcome after the key was bound, in the same transaction.
BEGIN
    UPDATE hera_internal.idempotency_key AS k SET outcome = p_outcome
    WHERE k.organization_id = p_organization_id AND k.key = p_key;
END
$function$;
COMMENT ON FUNCTION hera_internal.rebind_outcome(uuid, text, jsonb) IS 'Replaces the outcome of an idempotency key that this transaction bound.';
