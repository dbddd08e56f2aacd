CREATE FUNCTION hera_internal.judge_key(p_key text)
RETURNS hera_internal.sign_in
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a key opens its organization for its actor to the calling login. The work is the same whether the key exists,
-- is wrong, expired or revoked, and so is the answer; hashes are compared as those of tokens are. Of a name that does not
-- exist failures are counted as of one that does.
DECLARE
    v_result hera_internal.sign_in;
    v_prefix text := substring(left(p_key, 200) FROM '^hera_([0-9a-f]{16})_[0-9a-f]{64}$');
    v_key record;
    v_right boolean;
    v_used_at timestamptz;
BEGIN
    SELECT k.organization_id, k.actor, k.key_hash, k.register, k.expires_at, k.revoked_at INTO v_key
    FROM hera_internal.api_key AS k
    WHERE k.prefix = v_prefix;
    v_right := coalesce(sha256(sha256(convert_to(left(p_key, 200), 'UTF8'))) = sha256(v_key.key_hash), false)
        AND length(p_key) <= 200;
    v_result.locks := hera_internal.key_locks(v_prefix);
    v_result.known_organization_id := v_key.organization_id;
    v_result.known_actor := v_key.actor;
    v_result.fault := CASE
        WHEN hera_internal.is_locked_out(v_result.locks) THEN 'AUTH_006'
        WHEN NOT v_right OR v_key.revoked_at IS NOT NULL OR coalesce(v_key.expires_at <= clock_timestamp(), false)
            THEN 'AUTH_007'
    END;
    IF v_result.fault IS NOT NULL THEN
        RETURN v_result;
    END IF;
    v_result.organization_id := v_key.organization_id;
    v_result.actor := v_key.actor;
    v_result.credential := v_prefix;
    v_result.expires_at := v_key.expires_at;
    v_result.role := hera_internal.login_role_of(v_key.organization_id, v_key.actor);
    IF v_result.role IS NULL THEN
        v_result.fault := 'AUTHZ_001';
    ELSIF NOT current_setting('transaction_read_only')::boolean THEN
        -- One sign-in for an hour of use is recorded; the register is written once a minute.
        v_used_at := hera_internal.key_used_at(v_key.register);
        v_result.fresh := coalesce(v_used_at < clock_timestamp() - interval '1 hour', true);
        IF coalesce(v_used_at < clock_timestamp() - interval '1 minute', true) THEN
            PERFORM setval(
                ('hera_internal.register_' || v_key.register)::regclass, extract(epoch FROM clock_timestamp())::bigint
            );
        END IF;
    END IF;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.judge_key(text) IS 'Whether a key opens an organization for an actor to the calling login.';
ALTER FUNCTION hera_internal.judge_key(text) OWNER TO hera_owner;
