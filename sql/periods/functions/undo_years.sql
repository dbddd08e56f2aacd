CREATE FUNCTION hera_internal.undo_years(
    p_caller hera_internal.caller_context, p_period hera_internal.calendar_period, p_reason text
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes back the transfers to retained earnings of the year of a period that is about to be reopened and of later
-- years, the newest first, each by a reversal on the day of the transfer. Returns {period, transfer, reversal} of each.
DECLARE
    v_year record;
    v_reversal_id uuid;
    v_undone jsonb := '[]'::jsonb;
BEGIN
    FOR v_year IN
        SELECT c.period, c.ends_on, c.transfer_id FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_caller.organization_id AND c.number = 99 AND c.fiscal_year >= p_period.fiscal_year
        ORDER BY c.fiscal_year DESC
    LOOP
        v_reversal_id := NULL;
        IF v_year.transfer_id IS NOT NULL THEN
            v_reversal_id := hera_internal.insert_reversal(
                p_caller, v_year.transfer_id, p_reason, v_year.ends_on, v_year.period,
                hera_internal.swap_sides(hera_internal.stored_posting(p_caller.organization_id, v_year.transfer_id))
            );
        END IF;
        DELETE FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_caller.organization_id AND c.period = v_year.period;
        PERFORM hera_internal.write_audit_leaf(
            p_caller.organization_id, 'year.reopened', v_year.transfer_id, p_caller.actor, NULL,
            jsonb_build_object('period', v_year.period, 'reason', p_reason, 'reversal', v_reversal_id)
        );
        v_undone := v_undone || jsonb_build_object(
            'period', v_year.period, 'transfer', v_year.transfer_id, 'reversal', v_reversal_id
        );
    END LOOP;
    RETURN v_undone;
END
$function$;
COMMENT ON FUNCTION hera_internal.undo_years(hera_internal.caller_context, hera_internal.calendar_period, text) IS 'Reverses the transfers of a year and of later ones.';
