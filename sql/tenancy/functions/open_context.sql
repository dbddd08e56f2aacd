CREATE FUNCTION hera_internal.open_context(p_organization_id uuid, p_actor text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the signed context, which ends with the transaction. Whoever calls has found out that the login may speak for
-- the actor.
BEGIN
    PERFORM set_config(
        'hera.context',
        hera_internal.sign_context(p_organization_id, p_actor) || p_organization_id::text || p_actor,
        true
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.open_context(uuid, text) IS 'Binds this transaction to an organization and an actor; no login may call it.';
ALTER FUNCTION hera_internal.open_context(uuid, text) OWNER TO hera_owner;
