CREATE FUNCTION hera_internal.note_refusal(p_organization_id uuid, p_caller hera_internal.caller_context)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts a call that was refused for who made it, as a failed sign-in is: under the actor where its login speaks for one
-- of this organization, else under the login. It locks nobody out, and hera.record_sign_ins writes it. Of a call for
-- another organization than that of the context the actor is not known here. Counts nothing that is no matter of rights.
DECLARE
    v_sign_in hera_internal.sign_in;
BEGIN
    IF p_caller.refusal = ANY (hera_internal.failure_codes()) THEN
        v_sign_in.fault := p_caller.refusal;
        IF p_caller.refusal = 'AUTHZ_001' AND p_caller.actor IS NOT NULL THEN
            v_sign_in.known_organization_id := p_organization_id;
            v_sign_in.known_actor := p_caller.actor;
        END IF;
        PERFORM hera_internal.note_failure(v_sign_in);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_refusal(uuid, hera_internal.caller_context) IS 'Counts a call that was refused for who made it.';
ALTER FUNCTION hera_internal.note_refusal(uuid, hera_internal.caller_context) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.note_refusal(uuid, hera_internal.caller_context) TO hera_api;
