CREATE FUNCTION hera_internal.add_headers(p_headers jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds headers to the answer of PostgREST, which reads them at the end of the transaction from the setting response.headers:
-- an array of objects of one header each. One that is there already is replaced.
DECLARE
    v_headers jsonb := coalesce(nullif(current_setting('response.headers', true), ''), '[]')::jsonb;
BEGIN
    PERFORM set_config('response.headers', (
        SELECT coalesce(jsonb_agg(h.header ORDER BY h.place, h.number, h.header), '[]')
        FROM (
            SELECT e.value AS header, 1 AS place, e.number
            FROM jsonb_array_elements(v_headers) WITH ORDINALITY AS e (value, number)
            WHERE NOT EXISTS (
                SELECT FROM jsonb_object_keys(e.value) AS k (name), jsonb_object_keys(p_headers) AS n (name)
                WHERE lower(k.name) = lower(n.name)
            )
            UNION ALL
            SELECT jsonb_build_object(n.key, n.value), 2, 0 FROM jsonb_each(p_headers) AS n
        ) AS h
    )::text, true);
END
$function$;
COMMENT ON FUNCTION hera_internal.add_headers(jsonb) IS 'Adds headers to the answer of PostgREST.';
