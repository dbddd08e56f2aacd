CREATE FUNCTION hera_internal.apply_binding(p_ordinal integer)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts one binding right when the catalog or the source says that it is not.
-- Returns created, repaired, replaced or unchanged.
DECLARE
    v_source record;
    v_record record;
    v_before text;
    v_after text;
BEGIN
    SELECT s.* INTO STRICT v_source FROM hera_internal.binding_source() AS s WHERE s.ordinal = p_ordinal;
    SELECT b.sha256, b.fingerprint INTO v_record
    FROM hera_internal.binding AS b
    WHERE b.kind = v_source.kind AND b.relation = v_source.relation AND b.name = v_source.name;
    v_before := hera_internal.binding_fingerprint(v_source.kind, v_source.name, v_source.relation);
    IF v_before = v_record.fingerprint AND v_source.sha256 = v_record.sha256 THEN
        RETURN 'unchanged';
    END IF;
    IF v_source.kind = 'view' THEN
        PERFORM hera_internal.apply_view(v_source.relation, v_source.body);
    ELSE
        PERFORM hera_internal.drop_binding(v_source.kind, v_source.name, v_source.relation);
        PERFORM hera_internal.run_source(v_source.body, pg_catalog.format('%s %s', v_source.kind, v_source.name));
    END IF;
    v_after := hera_internal.binding_fingerprint(v_source.kind, v_source.name, v_source.relation);
    INSERT INTO hera_internal.binding AS b (kind, relation, name, sha256, fingerprint)
    VALUES (v_source.kind, v_source.relation, v_source.name, v_source.sha256, v_after)
    ON CONFLICT (kind, relation, name)
    DO UPDATE SET sha256 = EXCLUDED.sha256, fingerprint = EXCLUDED.fingerprint, applied_at = EXCLUDED.applied_at;
    RETURN CASE
        WHEN v_before IS NULL OR v_record.sha256 IS NULL THEN 'created'
        WHEN v_record.sha256 <> v_source.sha256 THEN 'replaced'
        WHEN v_after = v_before THEN 'unchanged'
        ELSE 'repaired'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_binding(integer) IS 'Makes or repairs one trigger, policy, view, constraint or seed.';
ALTER FUNCTION hera_internal.apply_binding(integer) OWNER TO hera_owner;
