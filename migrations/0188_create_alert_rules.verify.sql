SELECT name, ordinal, reading, section, tier, severity, comparison, threshold, unit, hold, expression, code, summary, runbook
FROM hera_internal.alert_rule WHERE false;
SELECT name, threshold, hold, enabled, changed_at, changed_by FROM hera_internal.alert_override WHERE false;
SELECT name, state, value, breached_since, changed_at, evaluated_at FROM hera_internal.alert_state WHERE false;
SELECT id, name, state, value, detail, at FROM hera_internal.alert_event WHERE false;
