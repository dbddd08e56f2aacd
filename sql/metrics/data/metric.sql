INSERT INTO hera_internal.metric (name, kind, description)
VALUES
('ai_classifications_total', 'counter', 'Documents by the stage of classification that spoke.'),
('ai_confidence_score', 'histogram', 'Confidence of guesses, 0 to 1.'),
('auto_posting_rate', 'gauge', 'Share of guessed documents that were posted without a person, 0 to 1.'),
('cache_hit_ratio', 'gauge', 'Share of look-ups that were found, 0 to 1: in the shared buffers of the server and in the cache of applications.'),
('circuit_breaker_state', 'gauge', 'Circuit breakers that are not closed: 1 open, 2 half open.'),
('database_connection_count', 'gauge', 'Connections of clients by state.'),
('database_connection_limit', 'gauge', 'Most connections the server takes.'),
('database_deadlocks_total', 'counter', 'Deadlocks in this database.'),
('database_oldest_transaction_seconds', 'gauge', 'Age of the oldest open transaction in this database, seconds.'),
('database_size_bytes', 'gauge', 'Size of this database, bytes.'),
('database_transactions_total', 'counter', 'Transactions of this database by how they ended.'),
('hera_alerts_open', 'gauge', 'Open alerts by code.'),
('hera_circuit_breakers', 'gauge', 'Circuit breakers by state.'),
('hera_documents_total', 'counter', 'Documents that were stored, by the status they got.'),
('hera_job_last_done_timestamp_seconds', 'gauge', 'When the last run of a job that was done began, seconds since 1970.'),
('hera_organizations', 'gauge', 'Organizations by status.'),
('hera_registers_free', 'gauge', 'Registers that are not assigned.'),
('hera_waiting_documents', 'gauge', 'Documents that wait for a person, by status.'),
('operation_duration_seconds', 'histogram', 'Time of hera.submit from call to outcome, seconds.'),
('operations_error_total', 'counter', 'Requests that were refused.'),
('operations_success_total', 'counter', 'Requests that stored a document.')
ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, description = excluded.description;
