CREATE FUNCTION hera_internal.lift_suspicion(p_organization_id uuid, p_family text, p_since uuid, p_threshold numeric)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Twenty posted guesses found right after the last error take the suspicion away. A gate that another transaction
-- holds is left to the next verdict.
BEGIN
    IF (
        SELECT count(*) FROM (
            SELECT f.correct, f.score FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.family = p_family AND f.counts AND f.score >= 0.85
                AND f.id > p_since
            ORDER BY f.id
            LIMIT 1000
        ) AS f
        WHERE f.correct AND f.score >= p_threshold
    ) < 20 THEN
        RETURN;
    END IF;
    PERFORM FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_organization_id AND g.family = p_family AND g.suspected_from = p_since
    FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE hera_internal.posting_gate AS g SET suspected_from = NULL
        WHERE g.organization_id = p_organization_id AND g.family = p_family;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.lift_suspicion(uuid, text, uuid, numeric) IS 'Ends the suspicion against a gate that proved right.';
