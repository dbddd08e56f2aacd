SELECT name, method, taken_at, location, bytes, sums, recorded_by, verified_at, ok, recovery_point_seconds, recovery_time_seconds, findings
FROM hera_internal.backup_record WHERE false;
