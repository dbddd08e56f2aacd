SELECT organization_id, key, value, tags, lifetime, bytes, stored_at, expires_at FROM hera_internal.cache_entry WHERE false;
SELECT 1 / count(*) FROM pg_catalog.pg_class AS c
WHERE c.oid = to_regclass('hera_internal.cache_entry') AND c.relpersistence = 'u';
