CREATE VIEW hera_internal.connection_pool WITH (security_invoker = true) AS
SELECT
    x.login,
    x.pool,
    x.connections,
    x.active,
    x.idle,
    x.idle_in_transaction,
    x.waiting,
    x.oldest_transaction_seconds
FROM hera.connections_by_pool() AS x;
COMMENT ON VIEW hera_internal.connection_pool IS 'Connections of clients by login and application.';
COMMENT ON COLUMN hera_internal.connection_pool.login IS 'Login.';
COMMENT ON COLUMN hera_internal.connection_pool.pool IS 'Its application_name.';
COMMENT ON COLUMN hera_internal.connection_pool.connections IS 'Connections.';
COMMENT ON COLUMN hera_internal.connection_pool.active IS 'Running a statement.';
COMMENT ON COLUMN hera_internal.connection_pool.idle IS 'Waiting for their client.';
COMMENT ON COLUMN hera_internal.connection_pool.idle_in_transaction IS 'Waiting for their client within a transaction.';
COMMENT ON COLUMN hera_internal.connection_pool.waiting IS 'Waiting for a lock.';
COMMENT ON COLUMN hera_internal.connection_pool.oldest_transaction_seconds IS 'Age of the oldest transaction.';
GRANT SELECT ON hera_internal.connection_pool TO hera_admin;
