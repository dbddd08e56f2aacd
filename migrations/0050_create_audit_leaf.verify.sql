SELECT organization_id, id, created_at, event, subject_id, actor, login, request_id, detail, leaf_hash
FROM hera_internal.audit_leaf WHERE false;
