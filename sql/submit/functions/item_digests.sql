CREATE FUNCTION hera_internal.item_digests(p_items jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Digests of the fields of each item of an array, or of the item where it is no object.
BEGIN
    RETURN (
        SELECT jsonb_agg(CASE jsonb_typeof(i.value)
            WHEN 'object' THEN (
                SELECT coalesce(jsonb_object_agg(
                    f.key, left(encode(sha256(convert_to(f.value::text, 'UTF8')), 'hex'), 8)
                ), '{}')
                FROM jsonb_each(i.value) AS f
                WHERE jsonb_typeof(f.value) <> 'null'
            )
            ELSE to_jsonb(left(encode(sha256(convert_to(i.value::text, 'UTF8')), 'hex'), 8))
        END ORDER BY i.number)
        FROM jsonb_array_elements(p_items) WITH ORDINALITY AS i (value, number)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.item_digests(jsonb) IS 'Digests inside an array of a request.';
