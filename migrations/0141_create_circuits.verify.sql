SELECT organization_id, name, register, created_at, created_by FROM hera_internal.circuit WHERE false;
