CREATE VIEW hera_internal.bloated_table WITH (security_invoker = true) AS
SELECT
    x.table_name,
    x.bytes,
    x.live_rows,
    x.dead_rows,
    x.dead_share,
    x.wasted_bytes,
    x.last_vacuum,
    x.last_analyze
FROM hera.table_bloat() AS x;
COMMENT ON VIEW hera_internal.bloated_table IS 'Tables of HERA with dead rows and wasted space, the most wasteful first.';
COMMENT ON COLUMN hera_internal.bloated_table.table_name IS 'Table.';
COMMENT ON COLUMN hera_internal.bloated_table.bytes IS 'Size with its TOAST.';
COMMENT ON COLUMN hera_internal.bloated_table.live_rows IS 'Rows, estimated.';
COMMENT ON COLUMN hera_internal.bloated_table.dead_rows IS 'Rows that VACUUM would remove, estimated.';
COMMENT ON COLUMN hera_internal.bloated_table.dead_share IS 'Share of dead rows.';
COMMENT ON COLUMN hera_internal.bloated_table.wasted_bytes IS 'Space beyond what its rows need, estimated.';
COMMENT ON COLUMN hera_internal.bloated_table.last_vacuum IS 'Last VACUUM, by hand or not.';
COMMENT ON COLUMN hera_internal.bloated_table.last_analyze IS 'Last ANALYZE, by hand or not.';
GRANT SELECT ON hera_internal.bloated_table TO hera_admin;
