ALTER TABLE hera.core_dynamic_data
ADD CONSTRAINT core_dynamic_data_created_at_check CHECK (created_at = hera_internal.uuid_time(id));
COMMENT ON CONSTRAINT core_dynamic_data_created_at_check ON hera.core_dynamic_data IS
'Nobody back-dates a record: its time is the time in its id.';
