SELECT role, permissions, limit_register, limit_requests, limit_interval, limit_tolerance
FROM hera_internal.login_binding WHERE false;
