CREATE FUNCTION hera_internal.reference_hash(p_reference text)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Letters and digits only, whatever stands between them. What is shorter than three or has no digit names nothing: NULL.
-- ASCII has no other forms to be folded.
SELECT hashtextextended(substring(
    regexp_replace(
        lower(CASE
            WHEN octet_length(p_reference) = length(p_reference) THEN left(p_reference, 200)
            ELSE normalize(left(p_reference, 200), NFKC)
        END), '[^[:alnum:]]+', '', 'g'
    ), '^(?=.*[0-9]).{3,}$'
), 0)
$function$;
COMMENT ON FUNCTION hera_internal.reference_hash(text) IS 'Hash by which a reference is found in a text; NULL for what is no reference.';
