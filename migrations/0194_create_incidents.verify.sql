SELECT severity, tier, acknowledge_minutes, update_minutes, resolve_minutes FROM hera_internal.incident_response WHERE false;

SELECT id, opened_at, opened_by, title, tier, alert FROM hera_internal.incident WHERE false;

SELECT incident_id, id, recorded_at, recorded_by, kind, severity, note FROM hera_internal.incident_event WHERE false;

SELECT name, starts_at, people, changed_at, changed_by FROM hera_internal.rota WHERE false;

SELECT name, starts_at, ends_at, person, reason, changed_at, changed_by FROM hera_internal.rota_override WHERE false;

SELECT name, after_minutes, person FROM hera_internal.escalation_step WHERE false;
