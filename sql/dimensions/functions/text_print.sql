CREATE FUNCTION hera_internal.text_print(p_text text)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Hash of a text without case, digits and blanks, which differ from one month's document to the next; 0 for none. At most
-- 200 characters are looked at.
SELECT coalesce(hashtextextended(translate(lower(left(p_text, 200)), E'0123456789 \t\n\r-./_#:', ''), 0), 0)
$function$;
COMMENT ON FUNCTION hera_internal.text_print(text) IS 'Hash of what the texts of like documents have in common.';
