CREATE FUNCTION hera_internal.replay_request(p_organization_id uuid, p_request jsonb, p_days integer)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- NULL for a key that is new or was bound more than p_days ago; the first outcome, flagged, for the same request; VAL_012 with the first field that
-- differs for another one.
DECLARE
    v_first record;
    v_field text;
BEGIN
    IF jsonb_typeof(p_request -> 'idempotency_key') IS DISTINCT FROM 'string' THEN
        RETURN NULL;
    END IF;
    SELECT k.field_digests, k.outcome INTO v_first FROM hera_internal.idempotency_key AS k
    WHERE k.organization_id = p_organization_id AND k.key = p_request ->> 'idempotency_key'
        AND k.created_at > clock_timestamp() - make_interval(days => p_days);
    -- What cannot be told in digests was never stored: it is refused when it is validated.
    IF NOT FOUND OR hera_internal.is_unbounded(p_request) THEN
        RETURN NULL;
    END IF;
    v_field := hera_internal.differing_path(v_first.field_digests, hera_internal.field_digests(p_request));
    IF v_field IS NULL THEN
        RETURN v_first.outcome || '{"replayed": true}';
    END IF;
    RETURN hera_internal.rejected(
        jsonb_build_array(hera_internal.make_error(
            'VAL_012', v_field, format('the idempotency key was used for a request with another %s', v_field)
        )),
        NULL, p_request -> 'raise_on_error' = 'true'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.replay_request(uuid, jsonb, integer) IS 'First outcome of an idempotency key, or NULL when the key is new.';
