CREATE TABLE hera_internal.rate_limit (
    organization_id uuid NOT NULL,
    actor text NOT NULL,
    operation text NOT NULL,
    algorithm text NOT NULL,
    max_requests integer,
    window_ms integer,
    burst integer,
    registers integer[] NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT rate_limit_pk PRIMARY KEY (organization_id, actor, operation),
    CONSTRAINT rate_limit_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT rate_limit_algorithm_ck CHECK (algorithm IN ('gcra', 'sliding_window')),
    CONSTRAINT rate_limit_values_ck
    CHECK ((max_requests IS NULL) = (window_ms IS NULL) AND (max_requests IS NULL) = (burst IS NULL)),
    CONSTRAINT rate_limit_max_requests_ck CHECK (max_requests >= 1 AND max_requests <= 100000000),
    CONSTRAINT rate_limit_window_ms_ck CHECK (window_ms >= 1 AND window_ms <= 86400000),
    CONSTRAINT rate_limit_burst_ck CHECK (burst >= 0 AND burst <= 1000000),
    CONSTRAINT rate_limit_operation_ck CHECK (operation ~ '^([a-z][a-z0-9_.]{0,62})?$')
);
COMMENT ON TABLE hera_internal.rate_limit IS 'Rate limits of an organization beside the plain one that its settings give; their state is in registers, which no rollback undoes.';
COMMENT ON COLUMN hera_internal.rate_limit.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.rate_limit.actor IS 'Actor whose calls it counts; empty for the calls of all together.';
COMMENT ON COLUMN hera_internal.rate_limit.operation IS 'Operation or permission whose calls it counts; empty for every request.';
COMMENT ON COLUMN hera_internal.rate_limit.algorithm IS 'gcra admits a burst and then one call an interval; sliding_window never more than the limit in any window.';
COMMENT ON COLUMN hera_internal.rate_limit.max_requests IS 'Calls admitted in one window; NULL, as window and burst, where the limit follows the settings.';
COMMENT ON COLUMN hera_internal.rate_limit.window_ms IS 'Window in milliseconds.';
COMMENT ON COLUMN hera_internal.rate_limit.burst IS 'Calls admitted at once by gcra; 0 takes max_requests.';
COMMENT ON COLUMN hera_internal.rate_limit.registers IS 'Numbers of its registers: one for gcra, nine for sliding_window. The lock is on the first.';
COMMENT ON COLUMN hera_internal.rate_limit.created_at IS 'When it was made.';
COMMENT ON COLUMN hera_internal.rate_limit.created_by IS 'Actor or login that made it.';

ALTER TABLE hera.core_organizations ADD COLUMN has_rate_limits boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera.core_organizations.has_rate_limits IS 'Whether it has rows in hera_internal.rate_limit; without any a request looks at its register alone.';
-- Settings and templates are read by every request: a row of more than 2 kB would have them compressed otherwise.
ALTER TABLE hera.core_organizations SET (toast_tuple_target = 8160);
