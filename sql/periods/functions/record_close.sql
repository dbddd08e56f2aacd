CREATE FUNCTION hera_internal.record_close(
    p_caller hera_internal.caller_context, p_period hera_internal.calendar_period, p_checks jsonb, p_override text,
    p_transfer_id uuid
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores that a period is closed, with the balances up to it, which it returns; the caller holds the lock on the
-- organization. The organization's row is written in every case: a transaction with an older snapshot then fails
-- instead of posting late.
DECLARE
    v_ordinal integer := 1 + coalesce((
        SELECT max(c.ordinal) FROM hera_internal.closed_period AS c WHERE c.organization_id = p_caller.organization_id
    ), 0);
    v_balances jsonb;
BEGIN
    DELETE FROM hera_internal.period_lock AS l
    WHERE l.organization_id = p_caller.organization_id AND (
        l.period = p_period.period OR (NOT l.adjustment AND NOT p_period.adjustment AND l.ends_on <= p_period.ends_on)
    );
    UPDATE hera.core_organizations AS o
    SET closed_through = CASE
        WHEN p_period.adjustment THEN o.closed_through ELSE greatest(o.closed_through, p_period.ends_on)
    END
    WHERE o.organization_id = p_caller.organization_id;
    PERFORM hera_internal.refresh_locks(p_caller.organization_id);
    INSERT INTO hera_internal.closed_period (
        organization_id, period, starts_on, ends_on, closed_at, closed_by, balances, fiscal_year, number, adjustment,
        ordinal, checklist, override_reason, transfer_id, transfer_created_at
    )
    VALUES (
        p_caller.organization_id, p_period.period, p_period.starts_on, p_period.ends_on, clock_timestamp(),
        p_caller.actor, '[]', p_period.fiscal_year, p_period.number, p_period.adjustment, v_ordinal, p_checks,
        p_override, p_transfer_id, hera_internal.uuid_time(p_transfer_id)
    );
    v_balances := hera_internal.closing_balances(p_caller.organization_id, p_period.ends_on, v_ordinal);
    UPDATE hera_internal.closed_period AS c SET balances = v_balances
    WHERE c.organization_id = p_caller.organization_id AND c.period = p_period.period;
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, CASE p_period.number WHEN 99 THEN 'year.closed' ELSE 'period.closed' END,
        p_transfer_id, p_caller.actor, NULL, jsonb_strip_nulls(jsonb_build_object(
            'period', p_period.period, 'checklist', p_checks, 'override', p_override, 'balances', v_balances
        ))
    );
    RETURN v_balances;
END
$function$;
COMMENT ON FUNCTION hera_internal.record_close(hera_internal.caller_context, hera_internal.calendar_period, jsonb, text, uuid) IS 'Stores that a period is closed and returns its balances.';
