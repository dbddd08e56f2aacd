CREATE FUNCTION hera_internal.embed_text(p_payee text, p_text text, p_unit text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Feature hashing (Weinberger et al. 2009) into 256 dimensions with signs: words weigh 2, trigrams of words 1,
-- the unit 2. Unit length, so cosine distance compares. The text form of a pgvector vector.
BEGIN
    RETURN (
        WITH word AS (
            SELECT w.word, s.source
            FROM (VALUES ('p', p_payee), ('t', p_text)) AS s (source, content)
            CROSS JOIN LATERAL regexp_split_to_table(left(s.content, 300), ' ') AS w (word)
            WHERE w.word <> ''
        ),

        feature AS (
            SELECT hashtextextended(w.source || ':' || w.word, 1) AS hash, 2.0 AS weight FROM word AS w
            UNION ALL
            SELECT hashtextextended(substr(' ' || w.word || ' ', i, 3), 2), 1.0
            FROM word AS w
            CROSS JOIN LATERAL generate_series(1, length(w.word)) AS i
            UNION ALL
            SELECT hashtextextended('u:' || p_unit, 3), 2.0 WHERE p_unit IS NOT NULL
        ),

        bucket AS (
            SELECT (f.hash & 255)::integer AS dimension,
                sum(CASE WHEN f.hash & 256 = 0 THEN f.weight ELSE -f.weight END)::float8 AS value
            FROM feature AS f
            GROUP BY 1
        )

        SELECT '[' || string_agg(
            round((coalesce(b.value, 0) / nullif(n.length, 0))::numeric, 5)::text, ',' ORDER BY d.dimension
        ) || ']'
        FROM generate_series(0, 255) AS d (dimension)
        LEFT JOIN bucket AS b ON b.dimension = d.dimension
        CROSS JOIN (SELECT sqrt(sum(x.value * x.value)) AS length FROM bucket AS x) AS n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.embed_text(text, text, text) IS 'Embedding of payee, text and unit as the text of a vector; NULL when there is nothing to embed.';
