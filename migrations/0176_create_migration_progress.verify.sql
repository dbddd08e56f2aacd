SELECT version, steps_done, rows_done, started_at, started_by, storage FROM hera_internal.migration_progress WHERE false;
