CREATE FUNCTION hera.set_escalation(p_minutes integer[], p_people text[], p_name text DEFAULT 'primary')
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who is called after how many minutes without acknowledgement, in place of what was said before; a person that is NULL
-- is the next of the rota. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.set_escalation');
    PERFORM hera_internal.require_known('p_name', p_name, EXISTS (SELECT FROM hera_internal.rota AS r WHERE r.name = p_name));
    PERFORM hera_internal.require_known('p_minutes', p_minutes::text, cardinality(p_minutes) = cardinality(p_people) AND (
        SELECT coalesce(bool_and(u.m > 0) AND count(*) = count(DISTINCT u.m), true) FROM unnest(p_minutes) AS u (m)
    ));
    DELETE FROM hera_internal.escalation_step AS e WHERE e.name = p_name;
    INSERT INTO hera_internal.escalation_step (name, after_minutes, person)
    SELECT p_name, u.after_minutes, u.person FROM unnest(p_minutes, p_people) AS u (after_minutes, person);
    PERFORM hera_internal.write_platform_leaf('rota.escalation', NULL, jsonb_build_object(
        'name', p_name, 'minutes', to_jsonb(p_minutes), 'people', to_jsonb(p_people)
    ));
END
$function$;
COMMENT ON FUNCTION hera.set_escalation(integer[], text[], text) IS 'Says who is called when nobody takes an incident.';
ALTER FUNCTION hera.set_escalation(integer[], text[], text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_escalation(integer[], text[], text) TO hera_admin;
