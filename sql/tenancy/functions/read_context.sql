CREATE FUNCTION hera_internal.read_context(OUT organization_id uuid, OUT actor text)
RETURNS record
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- The verified context of this transaction, or NULLs: an absent, forged, copied or stale value opens nothing.
-- Layout of the setting: 64 hexadecimal digits of signature, 36 of organization, then the actor.
DECLARE
    v_context text := nullif(current_setting('hera.context', true), '');
BEGIN
    IF v_context IS NULL OR v_context !~ '^[0-9a-f]{64}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' THEN
        RETURN;
    END IF;
    IF left(v_context, 64) = hera_internal.sign_context(substr(v_context, 65, 36)::uuid, substr(v_context, 101)) THEN
        organization_id := substr(v_context, 65, 36)::uuid;
        actor := substr(v_context, 101);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_context() IS 'Organization and actor of the signed context, NULL when there is none that verifies.';
ALTER FUNCTION hera_internal.read_context() OWNER TO hera_owner;
