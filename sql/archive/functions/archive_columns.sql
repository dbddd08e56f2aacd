CREATE FUNCTION hera.archive_columns(p_month date)
RETURNS TABLE (relation text, ordinal integer, name text, type text, key integer)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
-- The columns of the detached tables of a month, in order: type is that below a domain, key its place in the key that
-- rows are ordered by.
-- Raises AUTHZ_001, ARC_005.
BEGIN
    PERFORM hera_internal.require_archived(p_month);
    RETURN QUERY
    SELECT t.relation, row_number() OVER (PARTITION BY t.relation ORDER BY a.attnum)::integer, a.attname::text,
        format_type(coalesce(nullif(y.typbasetype, 0), y.oid), NULL), array_position(c.conkey, a.attnum)
    FROM hera_internal.partitioned_table AS t
    INNER JOIN pg_attribute AS a
        ON a.attrelid = to_regclass(hera_internal.month_table(t.relation, p_month, '_archived')) AND a.attnum > 0
        AND NOT a.attisdropped
    INNER JOIN pg_type AS y ON y.oid = a.atttypid
    LEFT JOIN pg_constraint AS c ON c.conrelid = a.attrelid AND c.contype = 'p'
    ORDER BY t.ordinal, a.attnum;
END
$function$;
COMMENT ON FUNCTION hera.archive_columns(date) IS 'Columns of the detached tables of a month.';
ALTER FUNCTION hera.archive_columns(date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.archive_columns(date) TO hera_admin;
