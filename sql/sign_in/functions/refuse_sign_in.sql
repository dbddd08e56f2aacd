CREATE FUNCTION hera_internal.refuse_sign_in(p_sign_in hera_internal.sign_in, p_path text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts the failure, which stays, and raises it.
BEGIN
    PERFORM hera_internal.note_failure(p_sign_in);
    PERFORM hera_internal.raise_error(p_sign_in.fault, p_path);
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_sign_in(hera_internal.sign_in, text) IS 'Counts and raises a failed sign-in.';
ALTER FUNCTION hera_internal.refuse_sign_in(hera_internal.sign_in, text) OWNER TO hera_owner;
