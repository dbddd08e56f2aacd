CREATE FUNCTION hera_internal.text_print(p_text text)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Hash of a text without case, digits and blanks, which differ from one month's document to the next; 0 for none. At most
-- 200 characters are looked at.
BEGIN
    IF p_text IS NULL THEN
        RETURN 0;
    END IF;
    RETURN hashtextextended(translate(lower(left(p_text, 200)), E'0123456789 \t\n\r-./_#:', ''), 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.text_print(text) IS 'Hash of what the texts of like documents have in common.';
