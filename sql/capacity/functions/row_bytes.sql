CREATE FUNCTION hera_internal.row_bytes()
RETURNS TABLE (document_bytes numeric, line_bytes numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Bytes that a document (header, text, audit leaf) and a line take here with their indexes: sizes of the tables over the
-- rows that were counted; what was measured elsewhere (docs/capacity.md) where nothing was counted yet.
BEGIN
    RETURN QUERY
    SELECT coalesce(round(s.documents / nullif(u.documents, 0)), 2700), coalesce(round(s.lines / nullif(u.lines, 0)), 320)
    FROM (
        SELECT sum(pg_total_relation_size(i.inhrelid)) FILTER (WHERE i.inhparent <> 'hera.universal_transaction_lines'::regclass),
            sum(pg_total_relation_size(i.inhrelid)) FILTER (WHERE i.inhparent = 'hera.universal_transaction_lines'::regclass)
        FROM pg_inherits AS i
        JOIN pg_class AS c ON c.oid = i.inhrelid AND c.relkind = 'r'
        WHERE i.inhparent IN (
            'hera.universal_transactions'::regclass, 'hera.universal_transaction_lines'::regclass,
            'hera_internal.transaction_text'::regclass, 'hera_internal.audit_leaf'::regclass
        )
    ) AS s (documents, lines)
    CROSS JOIN (SELECT sum(o.documents), sum(o.lines) FROM hera_internal.organization_usage AS o) AS u (documents, lines);
END
$function$;
COMMENT ON FUNCTION hera_internal.row_bytes() IS 'Bytes that a document and a line take with their indexes.';
ALTER FUNCTION hera_internal.row_bytes() OWNER TO hera_owner;
