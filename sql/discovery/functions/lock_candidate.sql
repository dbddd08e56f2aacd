CREATE FUNCTION hera_internal.lock_candidate(p_organization_id uuid, p_pattern_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks a pattern that nobody has decided. Raises VAL_010 for an unknown one and AI_041 for one that was decided.
DECLARE
    v_status text;
BEGIN
    SELECT p.status INTO v_status FROM hera_internal.discovered_pattern AS p
    WHERE p.organization_id = p_organization_id AND p.id = p_pattern_id
    FOR UPDATE;
    PERFORM hera_internal.require_known('p_pattern_id', p_pattern_id::text, FOUND);
    IF v_status <> 'candidate' THEN
        PERFORM hera_internal.raise_error('AI_041', 'p_pattern_id', format('the pattern is %s', v_status));
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_candidate(uuid, uuid) IS 'Locks a discovered pattern that waits for a decision.';
