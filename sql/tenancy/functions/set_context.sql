CREATE FUNCTION hera.set_context(p_organization_id uuid, p_actor text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds this transaction to one organization and actor; the setting ends with the transaction, so a pooled
-- connection keeps nothing. A bound login may name its own actor only, a trusted one any member.
-- Raises AUTHZ_001 when the login may not speak for that actor; that is counted as a failed sign-in of the login.
DECLARE
    v_login text := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    v_sign_in hera_internal.sign_in;
BEGIN
    IF NOT EXISTS (
        SELECT FROM hera_internal.login_binding AS b
        INNER JOIN hera_internal.organization_member AS m
            ON m.organization_id = b.organization_id AND m.actor = p_actor
        WHERE b.organization_id = p_organization_id AND b.login = v_login AND coalesce(b.actor, p_actor) = p_actor
            AND NOT b.tokens_only
    ) THEN
        PERFORM set_config('hera.context', '', true);
        v_sign_in.fault := 'AUTHZ_001';
        PERFORM hera_internal.refuse_sign_in(v_sign_in, 'p_actor');
    END IF;
    PERFORM hera_internal.open_context(p_organization_id, p_actor);
END
$function$;
COMMENT ON FUNCTION hera.set_context(uuid, text) IS 'Binds the current transaction to an organization and an actor the login may speak for.';
ALTER FUNCTION hera.set_context(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_context(uuid, text) TO hera_app, hera_bi, hera_admin, hera_auditor;
