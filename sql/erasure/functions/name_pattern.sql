CREATE FUNCTION hera_internal.name_pattern(p_names text[])
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Regular expression for any of the names as whole words, whatever is between its words. NULL for names without a letter or digit.
BEGIN
    RETURN (
        SELECT '(?<![[:alnum:]])(' || string_agg(n.words, '|' ORDER BY length(n.words) DESC, n.words) || ')(?![[:alnum:]])'
        FROM (
            SELECT DISTINCT regexp_replace(
                regexp_replace(x.name, '^[^[:alnum:]]+|[^[:alnum:]]+$', '', 'g'), '[^[:alnum:]]+', '[^[:alnum:]]+', 'g'
            ) AS words
            FROM unnest(p_names) AS x (name)
        ) AS n
        WHERE n.words <> ''
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.name_pattern(text[]) IS 'Regular expression that finds names in texts.';
ALTER FUNCTION hera_internal.name_pattern(text[]) OWNER TO hera_owner;
