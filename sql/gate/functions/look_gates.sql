CREATE FUNCTION hera.look_gates(p_organization_id uuid)
RETURNS TABLE (family text, threshold numeric, reason text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the looks that are due by the calendar, fits confidence maps older than a week, and counts
-- ai_smart_code_performance. Returns the gates that were looked at. A job of hera run; without it looks are taken when
-- feedback comes.
DECLARE
    v_settings jsonb;
    v_family text;
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.write');
    SELECT o.settings INTO v_settings
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    IF NOT EXISTS (
        SELECT FROM hera_internal.confidence_map AS m
        WHERE m.organization_id = p_organization_id AND m.fitted_at > clock_timestamp() - interval '7 days'
    ) THEN
        -- The documents' own dates keep their pace: only the time of the look is of the calendar.
        PERFORM hera_internal.fit_confidence(p_organization_id, '-infinity');
    END IF;
    FOR v_family IN
        SELECT g.family FROM hera_internal.posting_gate AS g
        WHERE g.organization_id = p_organization_id
            AND (g.looks = 0 OR g.looked_at <= clock_timestamp() - interval '7 days')
        ORDER BY g.family
    LOOP
        IF hera_internal.take_look(p_organization_id, v_family, v_settings, '-infinity') THEN
            RETURN QUERY
            SELECT g.family, g.threshold::numeric, g.reason FROM hera_internal.posting_gate AS g
            WHERE g.organization_id = p_organization_id AND g.family = v_family;
        END IF;
    END LOOP;
    PERFORM hera_internal.count_performance(p_organization_id);
END
$function$;
COMMENT ON FUNCTION hera.look_gates(uuid) IS 'Takes the looks at the posting gates that are due.';
GRANT EXECUTE ON FUNCTION hera.look_gates(uuid) TO hera_app, hera_admin;
