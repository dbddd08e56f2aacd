CREATE FUNCTION hera_internal.next_uncertified(p_after uuid)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first organization after another, or of all, that has posted since its last certificate.
BEGIN
    RETURN least(hera_internal.next_tail(p_after), (
        SELECT u.organization_id FROM hera_internal.uncertified_document AS u
        WHERE p_after IS NULL OR u.organization_id > p_after
        ORDER BY u.organization_id
        LIMIT 1
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.next_uncertified(uuid) IS 'Next organization with documents that no certificate covers.';
ALTER FUNCTION hera_internal.next_uncertified(uuid) OWNER TO hera_owner;
