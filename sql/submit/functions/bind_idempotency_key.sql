CREATE FUNCTION hera_internal.bind_idempotency_key(
    p_organization_id uuid, p_request jsonb, p_id uuid, p_outcome jsonb, p_days integer
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds the key to the outcome. A concurrent call with the same key waits here for the first to end; false when that
-- one has bound the key. A key that is older than p_days is bound anew.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_expired timestamptz := v_now - make_interval(days => p_days);
BEGIN
    INSERT INTO hera_internal.idempotency_key AS k (
        organization_id, key, field_digests, transaction_id, transaction_created_at, outcome, created_at
    )
    VALUES (
        p_organization_id, p_request ->> 'idempotency_key', hera_internal.field_digests(p_request), p_id,
        hera_internal.uuid_time(p_id), p_outcome, v_now
    )
    ON CONFLICT (organization_id, key) DO UPDATE
    SET field_digests = excluded.field_digests, transaction_id = excluded.transaction_id,
        transaction_created_at = excluded.transaction_created_at, outcome = excluded.outcome,
        created_at = excluded.created_at
    WHERE k.created_at <= v_expired;
    RETURN FOUND;
END
$function$;
COMMENT ON FUNCTION hera_internal.bind_idempotency_key(uuid, jsonb, uuid, jsonb, integer) IS 'Binds an idempotency key to an outcome unless another call has.';
