CREATE FUNCTION hera_internal.is_outside_migration(p_body text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- Its statements cannot run in a transaction of hera.migrate(), or should not: each commits by itself.
    SELECT pg_catalog.starts_with(p_body, '-- outside a transaction')
$function$;
COMMENT ON FUNCTION hera_internal.is_outside_migration(text) IS 'Whether a migration runs outside a transaction.';
ALTER FUNCTION hera_internal.is_outside_migration(text) OWNER TO hera_owner;
