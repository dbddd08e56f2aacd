CREATE FUNCTION hera_internal.memory_keys(
    p_type text, p_payee text, p_text text, p_unit text, p_amount numeric,
    OUT amount_key text, OUT text_key text, OUT payee_key text, OUT unit_key text
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Four levels of memory: payee with signed amount; payee, text and unit together; the payee alone; text and unit without
-- the payee. NULL where there is nothing to know. Payee and text are normalized already. A digest keeps names out of
-- the pattern table.
BEGIN
    IF p_payee <> '' OR p_text <> '' THEN
        text_key := encode(
            sha256(convert_to(concat_ws(chr(31), 't', p_type, p_payee, p_text, coalesce(p_unit, '')), 'UTF8')), 'hex'
        );
    END IF;
    IF p_payee <> '' THEN
        payee_key := encode(sha256(convert_to(concat_ws(chr(31), 'p', p_type, p_payee), 'UTF8')), 'hex');
        amount_key := encode(
            sha256(convert_to(concat_ws(chr(31), 'a', p_type, p_payee, trim_scale(p_amount)), 'UTF8')), 'hex'
        );
    END IF;
    IF p_text <> '' OR p_unit <> '' THEN
        unit_key := encode(
            sha256(convert_to(concat_ws(chr(31), 'u', p_type, p_text, coalesce(p_unit, '')), 'UTF8')), 'hex'
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.memory_keys(text, text, text, text, numeric) IS 'Keys under which decisions about such a document are remembered.';
