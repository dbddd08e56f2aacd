-- Fails unless both tables stand with the keys that keep values apart and inside their organization.
DO $verify$
DECLARE
    v_missing text;
BEGIN
    SELECT string_agg(w.relation || '.' || w.name, ', ' ORDER BY w.relation, w.name)
    INTO v_missing
    FROM (VALUES
        ('hera_internal.field_definition', 'field_definition_pkey',
            'PRIMARY KEY (organization_id, entity_type, field_name)'),
        ('hera.core_dynamic_data', 'core_dynamic_data_pkey', 'PRIMARY KEY (organization_id, id)'),
        ('hera.core_dynamic_data', 'core_dynamic_data_begin_key',
            'UNIQUE (organization_id, entity_id, field_name, valid_from)'),
        ('hera.core_dynamic_data', 'core_dynamic_data_entity_fkey',
            'FOREIGN KEY (organization_id, entity_id) REFERENCES hera.core_entities(organization_id, id)')
    ) AS w (relation, name, definition)
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS c
        WHERE c.conrelid = pg_catalog.to_regclass(w.relation)
            AND c.conname = w.name
            AND c.convalidated
            AND pg_catalog.pg_get_constraintdef(c.oid) = w.definition
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'constraints missing or changed: %', v_missing;
    END IF;

    SELECT string_agg(w.name, ', ' ORDER BY w.name)
    INTO v_missing
    FROM unnest(ARRAY[
        'core_dynamic_data_one_value_check', 'core_dynamic_data_number_check', 'core_dynamic_data_date_check',
        'core_dynamic_data_timestamp_check', 'core_dynamic_data_text_check', 'core_dynamic_data_json_check',
        'core_dynamic_data_valid_from_check'
    ]) AS w (name)
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS c
        WHERE c.conrelid = 'hera.core_dynamic_data'::regclass AND c.conname = w.name AND c.convalidated
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'checks missing on hera.core_dynamic_data: %', v_missing;
    END IF;
END
$verify$;
