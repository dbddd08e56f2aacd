CREATE FUNCTION hera_internal.reference_hashes(p_text text)
RETURNS bigint[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every reference that the text may name: each of its first 60 words, and up to four neighbouring words taken as one,
-- because INV-2026/0042 is three words.
DECLARE
    v_words text[] := (
        regexp_split_to_array(
            btrim(regexp_replace(lower(normalize(left(p_text, 1000), NFKC)), '[^[:alnum:]]+', ' ', 'g')), ' '
        )
    )[1:60];
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT hashtextextended(w.reference, 0)
        FROM generate_series(1, cardinality(v_words)) AS i
        CROSS JOIN generate_series(0, 3) AS n
        CROSS JOIN LATERAL (SELECT array_to_string(v_words[i:i + n], '') AS reference) AS w
        WHERE i + n <= cardinality(v_words) AND length(w.reference) >= 3 AND w.reference ~ '[0-9]'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.reference_hashes(text) IS 'Hashes of the references that a text may name.';
