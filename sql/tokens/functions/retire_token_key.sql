CREATE FUNCTION hera.retire_token_key(p_kid text, p_valid_until timestamptz DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tokens of this key are accepted until p_valid_until (now) only, also those that were verified before.
-- Raises VAL_010 for an unknown key, and for a time before the key was valid.
BEGIN
    UPDATE hera_internal.token_key AS k SET valid_until = coalesce(p_valid_until, clock_timestamp())
    WHERE k.kid = p_kid AND k.valid_from < coalesce(p_valid_until, clock_timestamp());
    PERFORM hera_internal.require_known('p_kid', p_kid, FOUND, 'the keys of hera.list_token_keys');
    PERFORM hera_internal.write_platform_leaf(
        'token_key.retired', NULL, jsonb_build_object('kid', p_kid, 'valid_until', coalesce(p_valid_until, clock_timestamp()))
    );
END
$function$;
COMMENT ON FUNCTION hera.retire_token_key(text, timestamptz) IS 'Ends the time in which tokens of a key are accepted.';
ALTER FUNCTION hera.retire_token_key(text, timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.retire_token_key(text, timestamptz) TO hera_admin;
