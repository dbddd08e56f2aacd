CREATE FUNCTION hera_internal.is_secret_table(p_relation oid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tables that only functions of hera_owner read: keys, their hashes, and what is known of tokens.
BEGIN
    RETURN coalesce(
        p_relation IN (
            to_regclass('hera_internal.context_key'), to_regclass('hera_internal.token_key'),
            to_regclass('hera_internal.spent_token'), to_regclass('hera_internal.token_cutoff'),
            to_regclass('hera_internal.verified_token'), to_regclass('hera_internal.api_key'),
            to_regclass('hera_internal.text_key'), to_regclass('hera_internal.text_master_key')
        ),
        false
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_secret_table(oid) IS 'Whether a table holds secrets that no login and no entry function may read.';
ALTER FUNCTION hera_internal.is_secret_table(oid) OWNER TO hera_owner;
