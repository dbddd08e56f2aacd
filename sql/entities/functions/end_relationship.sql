CREATE FUNCTION hera.end_relationship(p_organization_id uuid, p_relationship_id uuid, p_valid_to date DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that the relationship no longer holds from p_valid_to on (default: today in the organization's time zone);
-- its own first day says that it never held. Raises ENT_026, ENT_027, and by the guard of the table what a later end
-- than before would break. Locks the relationship type until commit, then the relationship.
DECLARE
    v_actor text;
    v_to date;
    v_type text;
    v_begin date;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    SELECT r.relationship_type, r.valid_from INTO v_type, v_begin
    FROM hera.core_relationships AS r
    WHERE r.organization_id = p_organization_id AND r.id = p_relationship_id;
    IF v_type IS NULL THEN
        PERFORM hera_internal.raise_error('ENT_026', 'relationship_id');
    END IF;
    v_to := coalesce(p_valid_to, hera_internal.entity_today(p_organization_id));
    IF NOT isfinite(v_to) OR v_to < v_begin THEN
        PERFORM hera_internal.raise_error('ENT_027', 'valid_to');
    END IF;
    -- The same order as a new relationship takes: the type first. The other order could wait in a circle.
    PERFORM FROM hera_internal.relationship_type AS t
    WHERE t.organization_id = p_organization_id AND t.code = v_type
    FOR NO KEY UPDATE;
    UPDATE hera.core_relationships AS r
    SET valid_to = v_to
    WHERE r.organization_id = p_organization_id AND r.id = p_relationship_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'relationship.ended', p_relationship_id, v_actor, NULL, jsonb_build_object('valid_to', v_to)
    );
END
$function$;
COMMENT ON FUNCTION hera.end_relationship(uuid, uuid, date) IS 'Ends a relationship on a day; nothing is deleted.';
GRANT EXECUTE ON FUNCTION hera.end_relationship(uuid, uuid, date) TO hera_app;
