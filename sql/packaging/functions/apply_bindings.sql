CREATE FUNCTION hera_internal.apply_bindings(p_kinds text[])
RETURNS TABLE (step text, name text, action text, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Drops the bindings of these kinds that this version has no more, then puts each
-- of its own right, in the order of the bundle.
DECLARE
    v_item record;
BEGIN
    FOR v_item IN
        SELECT s.kind, s.name, s.relation FROM hera_internal.binding_states() AS s WHERE s.state = 'retired' AND s.kind = ANY (p_kinds)
    LOOP
        PERFORM hera_internal.drop_binding(v_item.kind, v_item.name, v_item.relation);
        DELETE FROM hera_internal.binding AS b
        WHERE b.kind = v_item.kind AND b.name = v_item.name AND b.relation = v_item.relation;
        RETURN QUERY SELECT v_item.kind, v_item.name, 'dropped'::text, v_item.relation;
    END LOOP;
    FOR v_item IN
        SELECT s.ordinal, s.kind, s.name, s.relation
        FROM hera_internal.binding_source() AS s
        WHERE s.kind = ANY (p_kinds)
        ORDER BY s.ordinal
    LOOP
        step := v_item.kind;
        name := v_item.name;
        action := hera_internal.apply_binding(v_item.ordinal);
        detail := v_item.relation;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_bindings(text[]) IS 'Puts every binding of some kinds right.';
ALTER FUNCTION hera_internal.apply_bindings(text[]) OWNER TO hera_owner;
