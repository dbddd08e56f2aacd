-- A standby cannot read an unlogged table, only its description.
SELECT 1 / (count(*) = 8)::integer FROM pg_catalog.pg_attribute AS a
WHERE a.attrelid = 'hera_internal.cache_entry'::regclass AND NOT a.attisdropped AND a.attname IN (
    'organization_id', 'key', 'value', 'tags', 'lifetime', 'bytes', 'stored_at', 'expires_at'
);
SELECT 1 / count(*) FROM pg_catalog.pg_class AS c
WHERE c.oid = to_regclass('hera_internal.cache_entry') AND c.relpersistence = 'u';
