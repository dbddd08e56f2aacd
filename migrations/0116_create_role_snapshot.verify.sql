SELECT role, state FROM hera_internal.role_snapshot WHERE false;
