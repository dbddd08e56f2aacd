ALTER TABLE hera.core_clients
ADD CONSTRAINT core_clients_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
