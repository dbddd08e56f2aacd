CREATE FUNCTION hera_internal.make_gate(p_organization_id uuid, p_family text, p_settings jsonb, p_on date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The row of a family, closed. Another transaction that makes it at this moment is not waited for: two that make two
-- families in opposite order would wait for each other.
DECLARE
    v_budget double precision := round((p_settings ->> 'error_budget')::numeric, 4)::double precision;
    v_certainty double precision := round((p_settings ->> 'error_certainty')::numeric, 4)::double precision;
    v_needed integer := hera_internal.needed_outcomes(1, v_budget, v_certainty);
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended(p_organization_id || p_family, 0)) THEN
        RETURN;
    END IF;
    INSERT INTO hera_internal.posting_gate (
        organization_id, family, budget, certainty, looked_at, looked_on, wanted, reason
    )
    VALUES (
        p_organization_id, p_family, v_budget, v_certainty, clock_timestamp(), p_on, v_needed,
        format('too little evidence: no look yet, which takes %s outcomes', v_needed)
    )
    ON CONFLICT (organization_id, family) DO NOTHING;
END
$function$;
COMMENT ON FUNCTION hera_internal.make_gate(uuid, text, jsonb, date) IS 'Makes the gate of a family, closed.';
