CREATE FUNCTION hera.purge_tokens()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes what is kept of tokens that expired more than an hour ago, far beyond any leeway; returns how many rows.
DECLARE
    v_before timestamptz := clock_timestamp() - interval '1 hour';
    v_spent bigint;
    v_verified bigint;
BEGIN
    DELETE FROM hera_internal.spent_token AS s WHERE s.expires_at < v_before;
    GET DIAGNOSTICS v_spent = ROW_COUNT;
    DELETE FROM hera_internal.verified_token AS t WHERE t.expires_at < v_before;
    GET DIAGNOSTICS v_verified = ROW_COUNT;
    RETURN v_spent + v_verified;
END
$function$;
COMMENT ON FUNCTION hera.purge_tokens() IS 'Deletes what is kept of expired tokens.';
ALTER FUNCTION hera.purge_tokens() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.purge_tokens() TO hera_admin;
