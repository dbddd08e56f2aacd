CREATE FUNCTION hera.check_rate_limit(
    p_organization_id uuid,
    p_actor text DEFAULT NULL,
    p_cost integer DEFAULT 1,
    p_operation text DEFAULT NULL,
    p_peek boolean DEFAULT false
)
RETURNS hera.limit_state
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes p_cost tokens as a request does, also from limits that name p_operation; p_peek only says what the call would
-- get, and a p_cost of 0 what a call of 1 would. All NULL but limit where registers cannot be read.
-- The call that nearly all are (a login bound to a member whose role of HERA reads, one limit, no argument but the cost) is
-- admitted here, by the expressions of hera_internal.limit_request, with what the row of the login says. Whatever is not
-- plainly that, and what is not admitted, is up to hera_internal.ask_limits: nothing is refused here.
-- Raises AUTH_001, AUTHZ_001 also for an actor other than the caller's, AUTHZ_002, VAL_010 (cost, operation), RL_002.
DECLARE
    v_login text := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    v_register integer;
    v_limit integer;
    v_interval bigint;
    v_tolerance bigint;
    v_now bigint;
    v_next bigint;
    v_sequence regclass;
BEGIN
    -- One condition that nearly every call meets.
    IF p_cost > 0 AND p_cost <= 1000000 AND coalesce(p_actor, p_operation) IS NULL AND NOT p_peek
        AND (current_setting('hera.context', true) <> '' OR current_setting('hera.on_behalf', true) <> '') IS NOT TRUE
        AND current_setting('transaction_read_only') = 'off'
    THEN
        SELECT b.limit_register, b.limit_requests, b.limit_interval, b.limit_tolerance,
            ('hera_internal.register_' || b.limit_register)::regclass
        INTO v_register, v_limit, v_interval, v_tolerance, v_sequence
        FROM hera_internal.login_binding AS b
        WHERE b.organization_id = p_organization_id AND b.login = v_login;
    END IF;
    IF v_register IS NOT NULL THEN
        BEGIN
            IF NOT pg_try_advisory_xact_lock(1212502593, v_register) THEN
                -- Asked for in a condition: PERFORM would plan and run a statement.
                IF hera_internal.lock_register(
                    v_register, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + 50000
                ) IS NULL THEN
                    RAISE lock_not_available;
                END IF;
            END IF;
            v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
            v_next := hera_internal.cell_next(
                coalesce(pg_sequence_last_value(v_sequence), 0), v_now, v_tolerance, v_interval * p_cost
            );
            IF v_next <= v_now + v_tolerance THEN
                v_next := setval(v_sequence, v_next);
                RAISE SQLSTATE 'ZHX01';
            END IF;
            RAISE SQLSTATE 'ZHX02';
        EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
            -- The lock is gone: what others wait for is short.
            RETURN hera_internal.cell_state(false, v_limit, v_now, v_next, v_tolerance, v_interval, NULL);
        WHEN SQLSTATE 'ZHX02' THEN
            NULL;
        WHEN lock_not_available THEN
            PERFORM hera_internal.raise_error('RL_002');
        END;
    END IF;
    RETURN hera_internal.ask_limits(p_organization_id, p_actor, p_cost, p_operation, p_peek);
END
$function$;
COMMENT ON FUNCTION hera.check_rate_limit(uuid, text, integer, text, boolean) IS 'Takes tokens from the limits that apply to the caller and says what is left.';
ALTER FUNCTION hera.check_rate_limit(uuid, text, integer, text, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.check_rate_limit(uuid, text, integer, text, boolean) TO hera_app;
