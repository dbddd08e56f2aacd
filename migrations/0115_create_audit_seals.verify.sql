SELECT 1 / count(*) FROM pg_catalog.pg_attribute AS a
INNER JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = 'hera_internal.audit_leaf'::regclass AND a.attname = 'xid' AND a.attnotnull;

SELECT 1 / count(*) FROM pg_catalog.pg_index AS i
WHERE i.indexrelid = to_regclass('hera_internal.audit_leaf_xid_ix') AND i.indisvalid;

SELECT number, system_identifier, xid_offset, first_seal, reason, started_at, started_by
FROM hera_internal.audit_horizon WHERE false;
SELECT number, horizon, tree_size, root, through_xid, oldest_at, sealed_at, sealed_by, previous_hash, seal_hash
FROM hera_internal.audit_seal WHERE false;
SELECT level, tile, digests, keys FROM hera_internal.audit_tile WHERE false;
SELECT 1 / count(*) FROM hera_internal.audit_head;
