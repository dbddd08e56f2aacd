CREATE FUNCTION hera_internal.bind_idempotency_key(
    p_organization_id uuid, p_request jsonb, p_id uuid, p_outcome jsonb
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds the key to the outcome. A concurrent call with the same key waits here for the first to end; false when that
-- one has bound the key.
BEGIN
    INSERT INTO hera_internal.idempotency_key (
        organization_id, key, field_digests, transaction_id, transaction_created_at, outcome, created_at
    )
    VALUES (
        p_organization_id, p_request ->> 'idempotency_key', hera_internal.field_digests(p_request), p_id,
        hera_internal.uuid_time(p_id), p_outcome, clock_timestamp()
    )
    ON CONFLICT (organization_id, key) DO NOTHING;
    RETURN FOUND;
END
$function$;
COMMENT ON FUNCTION hera_internal.bind_idempotency_key(uuid, jsonb, uuid, jsonb) IS 'Binds an idempotency key to an outcome unless another call has.';
