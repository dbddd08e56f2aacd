CREATE FUNCTION hera_internal.resolve_counterparty(p_organization_id uuid, p_name text)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The counterparty of this name, made when it is met for the first time. Two callers that meet it at once agree: the
-- second waits for the first.
DECLARE
    v_code text := hera_internal.counterparty_code(p_name);
    v_id uuid;
BEGIN
    LOOP
        SELECT e.id INTO v_id FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.entity_type = 'counterparty' AND e.code = v_code;
        EXIT WHEN FOUND;
        v_id := hera_internal.new_id();
        INSERT INTO hera.core_entities (organization_id, id, entity_type, code, name, created_at)
        VALUES (p_organization_id, v_id, 'counterparty', v_code, p_name, hera_internal.uuid_time(v_id))
        ON CONFLICT (organization_id, entity_type, code) DO NOTHING;
        EXIT WHEN FOUND;
    END LOOP;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.resolve_counterparty(uuid, text) IS 'Id of the counterparty of a name, made on first use.';
