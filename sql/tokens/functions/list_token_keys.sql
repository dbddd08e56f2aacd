CREATE FUNCTION hera.list_token_keys()
RETURNS TABLE (
    kid text, algorithm text, issuer text, audience text, valid_from timestamptz, valid_until timestamptz, in_force boolean
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The latest first; never the key itself.
BEGIN
    RETURN QUERY
    SELECT k.kid, k.algorithm, k.issuer, k.audience, k.valid_from, k.valid_until,
        clock_timestamp() >= k.valid_from AND clock_timestamp() < coalesce(k.valid_until, 'infinity')
    FROM hera_internal.token_key AS k
    ORDER BY k.valid_from DESC, k.kid;
END
$function$;
COMMENT ON FUNCTION hera.list_token_keys() IS 'Keys whose tokens are, were or will be accepted.';
ALTER FUNCTION hera.list_token_keys() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_token_keys() TO hera_admin;
