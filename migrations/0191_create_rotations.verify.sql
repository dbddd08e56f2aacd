SELECT kind, subject, rotated_at, rotated_by, active, draining FROM hera_internal.rotation WHERE false;
