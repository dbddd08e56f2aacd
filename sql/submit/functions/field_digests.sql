CREATE FUNCTION hera_internal.field_digests(p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What tells two requests apart, without keeping either. Fields that may differ between tries are left out.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(e.key, left(encode(sha256(convert_to(e.value::text, 'UTF8')), 'hex'), 24)), '{}')
        FROM jsonb_each(p_request) AS e
        WHERE e.key NOT IN ('idempotency_key', 'request_id', 'raise_on_error') AND jsonb_typeof(e.value) <> 'null'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.field_digests(jsonb) IS 'Digest of each field of a request.';
