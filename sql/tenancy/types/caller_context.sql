CREATE TYPE hera_internal.caller_context AS (
    organization_id uuid,
    actor text,
    role text,
    login text,
    currency text,
    minor_unit smallint,
    timezone text,
    settings jsonb,
    control_accounts jsonb,
    limit_register integer,
    closed_through date,
    refusal text,
    soft_locks jsonb,
    frozen_through date,
    number_series jsonb,
    has_limits boolean,
    templates jsonb,
    has_rules boolean,
    has_rate_limits boolean,
    authority jsonb,
    on_behalf text
);
COMMENT ON TYPE hera_internal.caller_context IS 'Who calls, for which organization, and what a request needs to know of that organization; on_behalf is for whom, where a delegation permits it.';
