CREATE FUNCTION hera.create_api_key(
    p_organization_id uuid, p_actor text, p_role text DEFAULT NULL, p_expires_at timestamptz DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Returns a new key of an actor: hera_, 16 digits that name it, and 256 random bits. It is told this once; what is kept is
-- its SHA-256. With p_role the actor is given that role, as by hera.grant_access.
-- Raises AUTHZ_001, VAL_005 (actor), VAL_010 (role unknown, actor no member, end not in the future).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_prefix text := left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 16);
    v_key text := 'hera_' || v_prefix || '_' || encode(sha256(
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    ), 'hex');
BEGIN
    IF p_role IS NOT NULL THEN
        PERFORM hera.grant_access(p_organization_id, NULL, p_actor, p_role);
    END IF;
    PERFORM hera_internal.require_known('p_actor', p_actor, EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_actor
    ), 'the actors of hera.list_access');
    PERFORM hera_internal.require_known(
        'p_expires_at', p_expires_at::text,
        p_expires_at IS NULL OR (isfinite(p_expires_at) AND p_expires_at > clock_timestamp()),
        'a time to come, or NULL'
    );
    PERFORM hera_internal.store_api_key(p_organization_id, v_prefix, v_key, p_actor, v_by, p_expires_at);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'api_key.created', NULL, v_by, NULL,
        jsonb_build_object('prefix', v_prefix, 'actor', p_actor, 'expires_at', p_expires_at)
    );
    RETURN v_key;
END
$function$;
COMMENT ON FUNCTION hera.create_api_key(uuid, text, text, timestamptz) IS 'Makes a key by which a program acts as an actor, and returns it this once.';
GRANT EXECUTE ON FUNCTION hera.create_api_key(uuid, text, text, timestamptz) TO hera_app, hera_admin;
