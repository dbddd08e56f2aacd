SELECT class, active_months, archived_months, description
FROM hera_internal.retention_class WHERE false;

SELECT class, active_months, archived_months, reason, changed_at, changed_by
FROM hera_internal.retention_policy WHERE false;

SELECT organization_id, id, starts_on, ends_on, reason, set_at, set_by, released_at, released_by, release_reason
FROM hera_internal.legal_hold WHERE false;
