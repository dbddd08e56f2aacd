SELECT header_hash FROM hera_internal.audit_leaf WHERE false;
