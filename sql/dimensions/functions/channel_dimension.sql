CREATE FUNCTION hera_internal.channel_dimension(p_stated text, p_role text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the request states, else API for an actor whose role is integration. NULL for DIRECT.
BEGIN
    IF p_stated IS NOT NULL THEN
        RETURN hera_internal.known_token('channel', upper(left(p_stated, 20)));
    ELSIF p_role = 'integration' THEN
        RETURN 'API';
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.channel_dimension(text, text) IS 'Way in which a document came in.';
