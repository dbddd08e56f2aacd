CREATE FUNCTION hera_internal.field_digests(p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What tells two requests apart, without keeping either. Fields that may differ between tries are left out. Under the
-- empty name are short digests inside lines and settles, which only serve to name what differs there; longer arrays
-- have none.
DECLARE
    v_inside jsonb := '{}'::jsonb;
    v_field text;
BEGIN
    FOREACH v_field IN ARRAY ARRAY['lines', 'settles'] LOOP
        IF jsonb_typeof(p_request -> v_field) = 'array' AND jsonb_array_length(p_request -> v_field) BETWEEN 1 AND 200 THEN
            v_inside := v_inside || jsonb_build_object(v_field, hera_internal.item_digests(p_request -> v_field));
        END IF;
    END LOOP;
    RETURN (
        SELECT coalesce(jsonb_object_agg(e.key, left(encode(sha256(convert_to(e.value::text, 'UTF8')), 'hex'), 24)), '{}')
        FROM jsonb_each(p_request) AS e
        WHERE e.key NOT IN ('', 'idempotency_key', 'request_id', 'raise_on_error') AND jsonb_typeof(e.value) <> 'null'
    ) || CASE v_inside WHEN '{}' THEN v_inside ELSE jsonb_build_object('', v_inside) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_digests(jsonb) IS 'Digest of each field of a request.';
