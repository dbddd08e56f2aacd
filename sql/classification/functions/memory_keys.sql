CREATE FUNCTION hera_internal.memory_keys(p_type text, p_payee text, p_text text, p_unit text, p_amount numeric)
RETURNS text[]
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Four levels of memory, in the order amount, text, payee, unit: payee with signed amount; payee, text and unit together;
-- the payee alone; text and unit without the payee. NULL where there is nothing to know. Payee and text are normalized
-- already. A digest keeps names out of the pattern table. Stable as convert_to is, or the planner would not put it in place.
SELECT ARRAY[
    CASE WHEN p_payee <> '' THEN encode(sha256(convert_to(
        'a' || chr(31) || p_type || chr(31) || p_payee || chr(31) || trim_scale(p_amount)::text, 'UTF8'
    )), 'hex') END,
    CASE WHEN p_payee <> '' OR p_text <> '' THEN encode(sha256(convert_to(
        't' || chr(31) || p_type || chr(31) || p_payee || chr(31) || p_text || chr(31) || coalesce(p_unit, ''), 'UTF8'
    )), 'hex') END,
    CASE WHEN p_payee <> '' THEN encode(sha256(convert_to(
        'p' || chr(31) || p_type || chr(31) || p_payee, 'UTF8'
    )), 'hex') END,
    CASE WHEN p_text <> '' OR p_unit <> '' THEN encode(sha256(convert_to(
        'u' || chr(31) || p_type || chr(31) || p_text || chr(31) || coalesce(p_unit, ''), 'UTF8'
    )), 'hex') END
]
$function$;
COMMENT ON FUNCTION hera_internal.memory_keys(text, text, text, text, numeric) IS 'Keys under which decisions about such a document are remembered.';
