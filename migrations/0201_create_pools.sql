CREATE TABLE hera_internal.pool (
    name text NOT NULL,
    role text NOT NULL,
    member_of text NOT NULL,
    pool_mode text NOT NULL,
    pool_size integer NOT NULL,
    connection_limit integer NOT NULL,
    statement_timeout integer NOT NULL,
    lock_timeout integer NOT NULL,
    idle_in_transaction_session_timeout integer NOT NULL,
    description text NOT NULL,
    CONSTRAINT pool_pk PRIMARY KEY (name),
    CONSTRAINT pool_mode_ck CHECK (pool_mode IN ('transaction', 'session')),
    CONSTRAINT pool_limit_ck CHECK (pool_size > 0 AND connection_limit >= pool_size),
    CONSTRAINT pool_timeout_ck
    CHECK (statement_timeout > 0 AND lock_timeout > 0 AND idle_in_transaction_session_timeout > 0)
);
COMMENT ON TABLE hera_internal.pool IS 'Pools of connections and the roles they log in as; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.pool.name IS 'Name of the pool, and of the database that PgBouncer offers.';
COMMENT ON COLUMN hera_internal.pool.role IS 'Role that the pool logs in as.';
COMMENT ON COLUMN hera_internal.pool.member_of IS 'Group role whose rights it has.';
COMMENT ON COLUMN hera_internal.pool.pool_mode IS 'transaction or session.';
COMMENT ON COLUMN hera_internal.pool.pool_size IS 'Connections to the server that the pool keeps at most.';
COMMENT ON COLUMN hera_internal.pool.connection_limit IS 'Connections that the server lets the role have: two poolers during a hand-over.';
COMMENT ON COLUMN hera_internal.pool.statement_timeout IS 'Milliseconds that a statement may take.';
COMMENT ON COLUMN hera_internal.pool.lock_timeout IS 'Milliseconds that a statement waits for a lock.';
COMMENT ON COLUMN hera_internal.pool.idle_in_transaction_session_timeout IS 'Milliseconds that a transaction may be idle.';
COMMENT ON COLUMN hera_internal.pool.description IS 'What it is for.';
