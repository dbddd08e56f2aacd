CREATE FUNCTION hera_internal.store_fields(
    p_organization_id uuid,
    p_entity_id uuid,
    p_entity_type text,
    p_fields jsonb,
    p_valid_from date,
    p_actor text
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises one row per field that begins at p_valid_from and returns the names that changed. A second value for the
-- same day takes the place of the first, with its own id and actor. Expects checked fields. Locks the rows it replaces,
-- in order of field name, so that two callers cannot wait for each other.
DECLARE
    v_name text;
    v_type text;
    v_text text;
    v_id uuid;
    v_created_at timestamptz;
    v_changed jsonb := '[]'::jsonb;
BEGIN
    FOR v_name IN SELECT k FROM jsonb_object_keys(p_fields) AS k ORDER BY k LOOP
        SELECT d.data_type INTO v_type
        FROM hera_internal.field_definition AS d
        WHERE d.organization_id = p_organization_id AND d.entity_type = p_entity_type AND d.field_name = v_name;
        v_text := hera_internal.field_text(v_type, p_fields -> v_name);
        v_id := hera_internal.new_id();
        v_created_at := hera_internal.uuid_time(v_id);
        INSERT INTO hera.core_dynamic_data AS c (
            organization_id, id, entity_id, field_name, valid_from, created_at, actor,
            value_text, value_number, value_date, value_timestamp, value_boolean, value_json
        ) VALUES (
            p_organization_id, v_id, p_entity_id, v_name, p_valid_from, v_created_at, p_actor,
            CASE WHEN v_type = 'text' THEN v_text END,
            CASE WHEN v_type IN ('number', 'integer') THEN v_text::numeric END,
            CASE WHEN v_type = 'date' THEN v_text::date END,
            CASE WHEN v_type = 'timestamp' THEN v_text::timestamptz END,
            CASE WHEN v_type = 'boolean' THEN v_text::boolean END,
            CASE WHEN v_type = 'json' THEN v_text::jsonb END
        )
        ON CONFLICT (organization_id, entity_id, field_name, valid_from) DO UPDATE SET
            id = excluded.id, created_at = excluded.created_at, actor = excluded.actor,
            value_text = excluded.value_text, value_number = excluded.value_number,
            value_date = excluded.value_date, value_timestamp = excluded.value_timestamp,
            value_boolean = excluded.value_boolean, value_json = excluded.value_json
        WHERE (c.value_text, c.value_number, c.value_date, c.value_timestamp, c.value_boolean, c.value_json)
            IS DISTINCT FROM (excluded.value_text, excluded.value_number, excluded.value_date,
                excluded.value_timestamp, excluded.value_boolean, excluded.value_json);
        IF FOUND THEN
            v_changed := v_changed || to_jsonb(v_name);
        END IF;
    END LOOP;
    RETURN v_changed;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_fields(uuid, uuid, text, jsonb, date, text) IS
'Writes checked field values that begin on one day; returns the names of the fields that changed.';
