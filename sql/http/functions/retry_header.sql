CREATE FUNCTION hera_internal.retry_header(p_status integer, p_seconds numeric)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Retry-After of an answer that says try again, in whole seconds, at least one; nothing for any other.
BEGIN
    RETURN CASE
        WHEN p_status IN (429, 503) THEN jsonb_build_object('Retry-After', greatest(ceil(coalesce(p_seconds, 1)), 1)::text)
        ELSE '{}'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.retry_header(integer, numeric) IS 'Header Retry-After of a status.';
GRANT EXECUTE ON FUNCTION hera_internal.retry_header(integer, numeric) TO hera_owner;
