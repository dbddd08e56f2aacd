CREATE FUNCTION hera_internal.normalize_text(p_text text)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Compatibility forms folded, lower case, every run of digits one 0, every other run of signs one space: what
-- two spellings of the same payee have in common. At most 1,000 characters are looked at. ASCII has
-- no other forms, and to look for them takes a third of all this.
SELECT btrim(
    regexp_replace(
        regexp_replace(
            lower(CASE
                WHEN octet_length(p_text) = length(p_text) THEN left(p_text, 1000)
                ELSE normalize(left(coalesce(p_text, ''), 1000), NFKC)
            END), '[0-9]+', '0', 'g'
        ),
        '[^[:alnum:]]+', ' ', 'g'
    )
)
$function$;
COMMENT ON FUNCTION hera_internal.normalize_text(text) IS 'Text reduced to what identifies a payee or a purpose.';
GRANT EXECUTE ON FUNCTION hera_internal.normalize_text(text) TO hera_owner;
