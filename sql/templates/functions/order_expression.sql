CREATE FUNCTION hera_internal.order_expression(p_words text[], p_path text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The words of an amount with each sign after what it joins; a sign before a value is neg. Raises LED_091 with the word
-- that does not fit.
BEGIN
    RETURN hera_internal.order_words(p_words, '{
        "code": "LED_091", "name": "amount", "values": "^([0-9]{1,12}([.][0-9]{1,9})?|gross|net|tax|quantity|rate)$",
        "signs": ["+", "-", "*", "/"],
        "ranks": {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3}, "prefixes": {"-": "neg"}
    }', p_path);
END
$function$;
COMMENT ON FUNCTION hera_internal.order_expression(text[], text) IS 'Words of an amount in the order in which they are computed.';
GRANT EXECUTE ON FUNCTION hera_internal.order_expression(text[], text) TO hera_owner;
