SELECT name, role, member_of, pool_mode, pool_size, connection_limit, statement_timeout, lock_timeout, idle_in_transaction_session_timeout, description
FROM hera_internal.pool WHERE false;
