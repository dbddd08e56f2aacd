CREATE FUNCTION hera_internal.decode_base64url(p_text text)
RETURNS bytea
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- RFC 4648, section 5, without padding. The caller has checked the alphabet.
BEGIN
    RETURN decode(rpad(translate(p_text, '-_', '+/'), (length(p_text) + 3) / 4 * 4, '='), 'base64');
END
$function$;
COMMENT ON FUNCTION hera_internal.decode_base64url(text) IS 'Bytes of a base64url text.';
ALTER FUNCTION hera_internal.decode_base64url(text) OWNER TO hera_owner;
