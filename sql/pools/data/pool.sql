INSERT INTO hera_internal.pool (
    name, role, member_of, pool_mode, pool_size, connection_limit, statement_timeout, lock_timeout,
    idle_in_transaction_session_timeout, description
)
VALUES
('hera_api', 'hera_pool_api', 'hera_app', 'transaction', 40, 80, 5000, 2000, 10000, 'Requests of applications.'),
('hera_reporting', 'hera_pool_reporting', 'hera_bi', 'transaction', 10, 20, 300000, 5000, 60000, 'Reports and BI tools.'),
('hera_admin', 'hera_pool_admin', 'hera_admin', 'session', 4, 8, 3600000, 5000, 600000, 'Operators, hera run and hera migrate.')
ON CONFLICT (name) DO UPDATE
SET
    role = excluded.role,
    member_of = excluded.member_of,
    pool_mode = excluded.pool_mode,
    pool_size = excluded.pool_size,
    connection_limit = excluded.connection_limit,
    statement_timeout = excluded.statement_timeout,
    lock_timeout = excluded.lock_timeout,
    idle_in_transaction_session_timeout = excluded.idle_in_transaction_session_timeout,
    description = excluded.description;
