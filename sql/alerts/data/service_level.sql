INSERT INTO hera_internal.service_level (name, ordinal, objective, limit_ms, budget_days, description)
VALUES
('availability', 1, 0.999, NULL, 30, 'The server runs and is ready 99.9 % of the time.'),
('errors', 2, 0.99, NULL, 30, '99 of 100 requests are not refused.'),
('write_latency', 3, 0.95, 500, 30, '95 of 100 requests are answered within 500 ms.'),
('read_latency', 4, 0.95, 250, 30, '95 of 100 timed reads take at most 250 ms.')
ON CONFLICT (name) DO UPDATE
SET
    ordinal = excluded.ordinal,
    objective = excluded.objective,
    limit_ms = excluded.limit_ms,
    budget_days = excluded.budget_days,
    description = excluded.description;
