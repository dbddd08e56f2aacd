SELECT sampled_at, database_bytes, documents, connections, connection_limit, waiting, wal_bytes
FROM hera_internal.capacity_sample WHERE false;

SELECT name, ordinal, unit, warning_at, critical_at, own_warning_at, own_critical_at, description
FROM hera_internal.capacity_threshold WHERE false;

SELECT organization_id, month, documents, lines, counted_at
FROM hera_internal.organization_usage WHERE false;

SELECT organization_id, starts_on, documents_per_month, ends_on, changed_at, changed_by
FROM hera_internal.capacity_reservation WHERE false;
