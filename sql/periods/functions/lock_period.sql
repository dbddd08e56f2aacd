CREATE FUNCTION hera.lock_period(
    p_organization_id uuid, p_period text, p_reason text, p_roles text[] DEFAULT ARRAY['owner']
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks an open period softly: from now on only these roles post in it. Waits for documents that are being posted.
-- Called again it changes roles and reason. Raises AUTHZ_001, VAL_005, VAL_010, LED_012.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.lock');
    v_period hera_internal.calendar_period := hera_internal.require_period(p_organization_id, p_period);
    v_closed_through date := hera_internal.lock_organization(p_organization_id);
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    PERFORM hera_internal.require_known('p_period', p_period, v_period.number <> 99);
    PERFORM hera_internal.require_known(
        'p_roles', p_roles::text, p_roles <@ ARRAY['owner', 'accountant', 'approver', 'integration']
        AND array_position(p_roles, NULL) IS NULL,
        'owner, accountant, approver, integration'
    );
    IF hera_internal.period_is_closed(
        p_organization_id, v_closed_through, p_period, v_period.ends_on, v_period.adjustment
    ) THEN
        PERFORM hera_internal.raise_error('LED_012', 'p_period', format('period %s is closed', p_period));
    END IF;
    INSERT INTO hera_internal.period_lock (
        organization_id, period, starts_on, ends_on, adjustment, roles, reason, locked_at, locked_by
    )
    VALUES (
        p_organization_id, p_period, v_period.starts_on, v_period.ends_on, v_period.adjustment, p_roles, p_reason,
        clock_timestamp(), v_caller.actor
    )
    ON CONFLICT (organization_id, period) DO UPDATE
    SET roles = excluded.roles, reason = excluded.reason, locked_at = excluded.locked_at, locked_by = excluded.locked_by;
    PERFORM hera_internal.refresh_locks(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'period.locked', NULL, v_caller.actor, NULL,
        jsonb_build_object('period', p_period, 'roles', p_roles, 'reason', p_reason)
    );
    RETURN jsonb_build_object('period', p_period, 'state', 'soft_locked', 'roles', p_roles);
END
$function$;
COMMENT ON FUNCTION hera.lock_period(uuid, text, text, text[]) IS 'Locks a period for all but some roles.';
GRANT EXECUTE ON FUNCTION hera.lock_period(uuid, text, text, text[]) TO hera_app;
