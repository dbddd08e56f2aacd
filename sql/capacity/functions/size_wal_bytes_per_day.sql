CREATE FUNCTION hera.size_wal_bytes_per_day(
    p_documents_per_day numeric, p_lines_per_document numeric, p_document_bytes numeric DEFAULT 1900,
    p_line_bytes numeric DEFAULT 760
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Bytes of write-ahead log a day, page images not counted: they depend on checkpoints.
BEGIN
    RETURN ceil(
        p_documents_per_day * (p_document_bytes + p_lines_per_document * p_line_bytes)
    );
END
$function$;
COMMENT ON FUNCTION hera.size_wal_bytes_per_day(numeric, numeric, numeric, numeric) IS 'Bytes of write-ahead log a day: what replicas and backups take in.';
ALTER FUNCTION hera.size_wal_bytes_per_day(numeric, numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_wal_bytes_per_day(numeric, numeric, numeric, numeric) TO hera_admin;
