ALTER TABLE hera.core_relationships
ADD CONSTRAINT core_relationships_created_at_check CHECK (created_at = hera_internal.uuid_time(id));
COMMENT ON CONSTRAINT core_relationships_created_at_check ON hera.core_relationships IS
'Nobody back-dates a record: its time is the time in its id.';
