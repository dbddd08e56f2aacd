SELECT name, ordinal, objective, limit_ms, budget_days, description FROM hera_internal.service_level WHERE false;
SELECT sampled_at, auto_posted, guessed, confidence, deadlocks, read_ms FROM hera_internal.signal_sample WHERE false;
