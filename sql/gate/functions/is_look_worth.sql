CREATE FUNCTION hera_internal.is_look_worth(
    p_gate hera_internal.gate_state, p_budget double precision, p_certainty double precision, p_floor numeric
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether there is enough new evidence for a look: as much as the last one asked for, 10 outcomes after four weeks or when
-- the promise has changed. It counts outcomes and does not see whether they were right.
DECLARE
    v_needed integer := CASE
        WHEN p_gate.looked_at > clock_timestamp() - interval '28 days' AND p_gate.budget = p_budget
            AND p_gate.certainty = p_certainty THEN p_gate.wanted
        ELSE least(p_gate.wanted, 10)
    END;
    v_new integer;
BEGIN
    SELECT count(*) INTO v_new
    FROM (
        SELECT FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_gate.organization_id AND f.family = p_gate.family AND f.counts
            AND f.score >= 0.85
            AND f.id > coalesce(p_gate.evidence_to, p_gate.evidence_from, '00000000-0000-0000-0000-000000000000')
        LIMIT v_needed
    ) AS f;
    IF v_new >= v_needed THEN
        RETURN true;
    ELSIF p_gate.threshold IS NULL THEN
        RETURN false;
    END IF;
    -- An open gate is doubted as soon as draws are left unreviewed, or as its promise has changed.
    RETURN p_gate.budget <> p_budget OR p_gate.certainty <> p_certainty
        OR (SELECT cardinality(u.late) FROM hera_internal.find_unreviewed(p_gate.organization_id, p_gate.family, p_floor) AS u) > 0;
END
$function$;
COMMENT ON FUNCTION hera_internal.is_look_worth(hera_internal.gate_state, double precision, double precision, numeric) IS 'Whether new evidence justifies a look.';
