SELECT organization_id, id, entity_type, code, name, status, metadata, created_at FROM hera.core_entities WHERE false;

SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera.core_entities'::regclass AND conname = 'core_entities_entity_type_code_uq';
