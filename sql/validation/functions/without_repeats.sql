CREATE FUNCTION hera_internal.without_repeats(p_errors jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A field of the wrong shape was taken out and may be reported as missing too: its first fault is the true one.
BEGIN
    RETURN CASE
        WHEN jsonb_array_length(p_errors) < 2 THEN p_errors
        ELSE (
            SELECT jsonb_agg(e.value ORDER BY e.ordinality)
            FROM (
                SELECT DISTINCT ON (f.value ->> 'path') f.value, f.ordinality
                FROM jsonb_array_elements(p_errors) WITH ORDINALITY AS f
                ORDER BY f.value ->> 'path', f.ordinality
            ) AS e
        )
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.without_repeats(jsonb) IS 'Keeps the first fault of each path.';
