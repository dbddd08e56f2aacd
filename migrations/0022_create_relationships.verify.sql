-- Fails unless both tables stand with their composite keys and the indexes that the cycle guard walks.
DO $verify$
DECLARE
    v_missing text;
BEGIN
    SELECT string_agg(w.relation || '.' || w.name, ', ' ORDER BY w.relation, w.name)
    INTO v_missing
    FROM (VALUES
        ('hera_internal.relationship_type', 'relationship_type_pkey', 'PRIMARY KEY (organization_id, code)'),
        ('hera.core_relationships', 'core_relationships_pkey', 'PRIMARY KEY (organization_id, id)'),
        ('hera.core_relationships', 'core_relationships_type_fkey',
            'FOREIGN KEY (organization_id, relationship_type)'
            ' REFERENCES hera_internal.relationship_type(organization_id, code)'),
        ('hera.core_relationships', 'core_relationships_from_fkey',
            'FOREIGN KEY (organization_id, from_entity_id) REFERENCES hera.core_entities(organization_id, id)'),
        ('hera.core_relationships', 'core_relationships_to_fkey',
            'FOREIGN KEY (organization_id, to_entity_id) REFERENCES hera.core_entities(organization_id, id)')
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
    FROM unnest(ARRAY['core_relationships_from_idx', 'core_relationships_to_idx', 'core_relationships_type_idx'])
        AS w (name)
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indexrelid = pg_catalog.to_regclass('hera.' || w.name)
            AND i.indrelid = 'hera.core_relationships'::regclass
            AND i.indisvalid
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'indexes missing or invalid: %', v_missing;
    END IF;
END
$verify$;
