CREATE FUNCTION hera_internal.take_look(p_organization_id uuid, p_family text, p_settings jsonb, p_on date)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Derives the threshold of a family anew when there is enough new evidence, and says whether it did; once a week, by the
-- calendar or the documents' own dates, it compares the scores too. Locks the gate; when another transaction holds it, that one looks and
-- nothing waits here.
DECLARE
    v_gate hera_internal.gate_state;
    v_budget double precision := round((p_settings ->> 'error_budget')::numeric, 4)::double precision;
    v_certainty double precision := round((p_settings ->> 'error_certainty')::numeric, 4)::double precision;
    v_floor numeric := (p_settings ->> 'ai_confidence_threshold')::numeric;
    v_histogram integer[];
    v_shift double precision := 0;
    v_evidence hera_internal.gate_evidence;
    v_passed integer;
BEGIN
    SELECT g.organization_id, g.family, g.threshold, g.budget, g.certainty, g.looks, g.looked_at, g.evidence_from,
        g.evidence_to, g.open_from, g.suspected_from, g.seen, g.histogram, g.series, g.series_from, g.wanted, g.looked_on
    INTO v_gate
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_organization_id AND g.family = p_family
    FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF NOT hera_internal.is_look_worth(v_gate, v_budget, v_certainty, v_floor) THEN
        UPDATE hera_internal.posting_gate AS g SET looked_on = p_on
        WHERE g.organization_id = p_organization_id AND g.family = p_family AND g.looked_on < p_on;
        RETURN false;
    END IF;
    IF v_gate.histogram IS NULL OR v_gate.looked_on <= p_on - 7 OR v_gate.looked_at <= clock_timestamp() - interval '7 days' THEN
        v_histogram := hera_internal.score_histogram(p_organization_id, p_family);
        v_shift := coalesce(hera_internal.stability_index(v_gate.histogram, v_histogram), 0);
    END IF;
    -- Outcomes of another population say nothing of this one: what was evidence at the last look is none any more.
    IF v_shift >= 0.25 AND v_gate.threshold IS NOT NULL THEN
        v_gate.evidence_from := v_gate.evidence_to;
        v_gate.series := v_gate.series + 1;
        v_gate.series_from := NULL;
    END IF;
    v_evidence := hera_internal.gather_evidence(v_gate, ceil(90 / v_budget)::integer, v_floor);
    v_passed := hera_internal.passed_point(v_gate, v_evidence, v_budget, v_certainty, v_shift);
    PERFORM hera_internal.store_look(
        v_gate, v_evidence, hera_internal.derive_threshold(v_evidence, v_budget, v_certainty, v_passed), v_budget, v_certainty, p_on,
        v_histogram, v_shift
    );
    RETURN true;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_look(uuid, text, jsonb, date) IS 'Looks at the evidence of a family and derives its threshold.';
