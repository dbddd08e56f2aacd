CREATE FUNCTION hera_internal.identity_hash(p_identity text)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- 63 bits of whom a register is about: a register holds a number, not a name.
BEGIN
    RETURN hashtextextended(p_identity, 0) & 9223372036854775807;
END
$function$;
COMMENT ON FUNCTION hera_internal.identity_hash(text) IS 'Number by which registers of sign-ins know a user.';
ALTER FUNCTION hera_internal.identity_hash(text) OWNER TO hera_owner;
