SELECT organization_id, actor, operation, algorithm, max_requests, window_ms, burst, registers, created_at, created_by
FROM hera_internal.rate_limit WHERE false;

SELECT has_rate_limits FROM hera.core_organizations WHERE false;
