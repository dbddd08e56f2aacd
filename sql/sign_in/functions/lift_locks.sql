CREATE FUNCTION hera_internal.lift_locks(p_organization_id uuid, p_actor text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Clears the registers in which failures of an actor and of its keys are counted, with their lock. Returns whether one
-- held any. The caller may manage the access of the organization.
DECLARE
    v_locks text;
    v_hash bigint;
    v_sequence regclass;
    v_lifted boolean := false;
BEGIN
    FOR v_locks IN
        SELECT hera_internal.actor_locks(p_organization_id, p_actor)
        UNION ALL
        SELECT hera_internal.key_locks(k.prefix) FROM hera_internal.api_key AS k
        WHERE k.organization_id = p_organization_id AND k.actor = p_actor
    LOOP
        v_hash := hera_internal.identity_hash(v_locks);
        v_sequence := ('hera_internal.lock_out_' || v_hash % 64)::regclass;
        BEGIN
            PERFORM set_config('lock_timeout', '1s', true);
            PERFORM pg_advisory_xact_lock(1212502594, 0);
            IF pg_sequence_last_value(v_sequence) >> 40 = v_hash >> 40 AND pg_sequence_last_value(v_sequence) > 0 THEN
                PERFORM setval(v_sequence, 0);
                v_lifted := true;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'ZHX01';
        EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
            NULL;
        END;
    END LOOP;
    RETURN v_lifted;
END
$function$;
COMMENT ON FUNCTION hera_internal.lift_locks(uuid, text) IS 'Clears the registers by which an actor is locked out.';
ALTER FUNCTION hera_internal.lift_locks(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.lift_locks(uuid, text) TO hera_api;
