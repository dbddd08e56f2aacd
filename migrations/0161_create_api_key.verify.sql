SELECT organization_id, prefix, key_hash, actor, register, created_at, created_by, expires_at, revoked_at, revoked_by, last_used_at
FROM hera_internal.api_key WHERE false;
