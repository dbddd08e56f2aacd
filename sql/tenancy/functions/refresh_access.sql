CREATE FUNCTION hera_internal.refresh_access()
RETURNS TABLE (organization_id uuid, login text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts the rows of logins right that say something else than the tables, and returns which. hera.migrate does it: what was
-- changed while there were no triggers nobody has followed.
BEGIN
    FOR organization_id, login IN
        SELECT s.organization_id, s.login FROM hera_internal.stale_access() AS s ORDER BY s.organization_id, s.login
    LOOP
        -- hera_internal.derive_access gives it what it says now.
        UPDATE hera_internal.login_binding AS b SET granted_at = b.granted_at
        WHERE b.organization_id = refresh_access.organization_id AND b.login = refresh_access.login;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_access() IS 'Puts the rows of logins right.';
ALTER FUNCTION hera_internal.refresh_access() OWNER TO hera_owner;
