CREATE FUNCTION hera.try_authenticate(p_credential text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera.authenticate, or hera.authenticate_key for what begins as a key does, but a refusal is an answer, with errors,
-- and the call itself writes the failure, once for a user, code and minute; where its transaction is rolled back,
-- hera.record_sign_ins writes it from the registers. No context is open then.
DECLARE
    v_sign_in hera_internal.sign_in;
    v_failures integer;
BEGIN
    PERFORM set_config('hera.context', '', true);
    IF starts_with(p_credential, 'hera_') THEN
        v_sign_in := hera_internal.judge_key(p_credential);
    ELSE
        v_sign_in := hera_internal.judge_token(p_credential);
    END IF;
    IF v_sign_in.fault IS NULL THEN
        RETURN hera_internal.open_sign_in(v_sign_in);
    END IF;
    v_failures := hera_internal.note_failure(v_sign_in);
    IF NOT current_setting('transaction_read_only')::boolean THEN
        PERFORM hera_internal.store_failure(
            v_sign_in.known_organization_id, coalesce(v_sign_in.known_actor, hera_internal.caller_name()), v_sign_in.fault,
            date_trunc('minute', clock_timestamp()), coalesce(v_failures, 1)
        );
    END IF;
    RETURN jsonb_build_object('errors', jsonb_build_array(hera_internal.make_error(v_sign_in.fault, 'p_credential')));
END
$function$;
COMMENT ON FUNCTION hera.try_authenticate(text) IS 'Binds the current transaction to the actor of a token or key, or says why not.';
ALTER FUNCTION hera.try_authenticate(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.try_authenticate(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
