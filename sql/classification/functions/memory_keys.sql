CREATE FUNCTION hera_internal.memory_keys(
    p_type text, p_payee text, p_text text, p_unit text, OUT text_key text, OUT payee_key text
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Two levels of memory: payee, text and unit together, and the payee alone; NULL where there is nothing to know.
-- Payee and text are normalized already. A digest keeps names out of the pattern table.
BEGIN
    IF p_payee <> '' OR p_text <> '' THEN
        text_key := encode(
            sha256(convert_to(concat_ws(chr(31), 't', p_type, p_payee, p_text, coalesce(p_unit, '')), 'UTF8')), 'hex'
        );
    END IF;
    IF p_payee <> '' THEN
        payee_key := encode(sha256(convert_to(concat_ws(chr(31), 'p', p_type, p_payee), 'UTF8')), 'hex');
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.memory_keys(text, text, text, text) IS 'Keys under which decisions about such a document are remembered.';
