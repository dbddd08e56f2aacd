CREATE FUNCTION hera_internal.differing_path(p_first jsonb, p_second jsonb)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Path of the first field in which two requests differ, by their digests; NULL when they are the same. Fields in
-- alphabetical order, items of an array in theirs.
DECLARE
    v_field text;
    v_path text;
BEGIN
    SELECT min(f.name) INTO v_field
    FROM jsonb_object_keys((p_first || p_second) - '') AS f (name)
    WHERE p_first -> f.name IS DISTINCT FROM p_second -> f.name;
    IF jsonb_typeof(p_first -> '' -> v_field) = 'array' AND jsonb_typeof(p_second -> '' -> v_field) = 'array' THEN
        SELECT format('%s[%s]%s', v_field, i.number, '.' || (
            SELECT min(k.name) FROM jsonb_object_keys(CASE
                WHEN jsonb_typeof(i.first) = 'object' AND jsonb_typeof(i.second) = 'object' THEN i.first || i.second
                ELSE '{}'
            END) AS k (name)
            WHERE i.first -> k.name IS DISTINCT FROM i.second -> k.name
        )) INTO v_path
        FROM (
            SELECT n AS number, p_first -> '' -> v_field -> n AS first, p_second -> '' -> v_field -> n AS second
            FROM generate_series(0, 199) AS n
        ) AS i
        WHERE i.first IS DISTINCT FROM i.second
        ORDER BY i.number
        LIMIT 1;
    END IF;
    RETURN coalesce(v_path, v_field);
END
$function$;
COMMENT ON FUNCTION hera_internal.differing_path(jsonb, jsonb) IS 'Path of the first field in which two requests differ.';
