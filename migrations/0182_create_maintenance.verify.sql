SELECT id, task, target, statement, reason, emergency, runner, started_at, ended_at, outcome, detail
FROM hera_internal.maintenance_run WHERE false;

SELECT name, ordinal, period, command, description
FROM hera_internal.planned_work WHERE false;

SELECT name, done_at, done_by, note
FROM hera_internal.work_done WHERE false;
