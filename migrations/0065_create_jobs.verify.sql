SELECT name, ordinal, language, call, period, description FROM hera_internal.job WHERE false;

SELECT name, period, enabled, changed_at, changed_by FROM hera_internal.job_schedule WHERE false;

SELECT id, name, runner, started_at, finished_at, outcome, result FROM hera_internal.job_run WHERE false;
