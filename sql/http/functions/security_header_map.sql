CREATE FUNCTION hera_internal.security_header_map()
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Books are nobody's to keep, to frame or to guess the type of: the headers of every answer that HERA gives over HTTP.
BEGIN
    RETURN '{
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src ''none''; frame-ancestors ''none''",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY"
    }'::jsonb;
END
$function$;
COMMENT ON FUNCTION hera_internal.security_header_map() IS 'Headers of every answer over HTTP.';
GRANT EXECUTE ON FUNCTION hera_internal.security_header_map() TO hera_owner;
