CREATE FUNCTION hera_internal.promote_when_due(p_organization_id uuid, p_by text)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promotes the model in shadow once people have judged enough documents that it saw and it is not the worse of the two;
-- retires it when it has proved worse. Returns what was done, NULL for nothing.
DECLARE
    v_minimum integer := (
        SELECT (o.settings ->> 'ai_promotion_minimum')::integer FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id
    );
    v_model uuid := (
        SELECT m.id FROM hera.ai_models AS m WHERE m.organization_id = p_organization_id AND m.status = 'shadow'
    );
    v_evidence jsonb;
BEGIN
    IF v_model IS NULL THEN
        RETURN NULL;
    END IF;
    v_evidence := hera_internal.compare_model(p_organization_id, v_model);
    IF (v_evidence ->> 'judged')::integer < v_minimum THEN
        RETURN NULL;
    ELSIF (v_evidence ->> 'worse_p')::float8 < 0.05 THEN
        UPDATE hera.ai_models AS m
        SET status = 'retired', retired_at = clock_timestamp(),
            evidence = m.evidence || jsonb_build_object('shadow', v_evidence)
        WHERE m.organization_id = p_organization_id AND m.id = v_model;
        PERFORM hera_internal.write_audit_leaf(p_organization_id, 'model.retired', v_model, p_by, NULL, v_evidence);
        RETURN 'retired';
    END IF;
    PERFORM hera_internal.activate_model(p_organization_id, v_model, p_by, v_evidence);
    RETURN 'promoted';
END
$function$;
COMMENT ON FUNCTION hera_internal.promote_when_due(uuid, text) IS 'Promotes or retires the model in shadow when the evidence says so.';
