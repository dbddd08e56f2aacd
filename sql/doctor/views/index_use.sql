CREATE VIEW hera_internal.index_use WITH (security_invoker = true) AS
SELECT
    x.table_name,
    x.index_name,
    x.bytes,
    x.scans,
    x.rows_read,
    x.is_constraint,
    x.is_valid
FROM hera.index_usage() AS x;
COMMENT ON VIEW hera_internal.index_use IS 'Indexes of HERA and how often they are used, the least used first.';
COMMENT ON COLUMN hera_internal.index_use.table_name IS 'Table.';
COMMENT ON COLUMN hera_internal.index_use.index_name IS 'Index.';
COMMENT ON COLUMN hera_internal.index_use.bytes IS 'Size.';
COMMENT ON COLUMN hera_internal.index_use.scans IS 'Times it was scanned since statistics were reset.';
COMMENT ON COLUMN hera_internal.index_use.rows_read IS 'Entries that scans returned.';
COMMENT ON COLUMN hera_internal.index_use.is_constraint IS 'Whether it enforces a constraint, and so is needed unscanned.';
COMMENT ON COLUMN hera_internal.index_use.is_valid IS 'Whether it is valid.';
GRANT SELECT ON hera_internal.index_use TO hera_admin;
