SELECT sampled_at, seconds, down_seconds, available, requests, errors, commits, rollbacks, durations, p95_ms, counters
FROM hera_internal.service_sample WHERE false;
