CREATE FUNCTION hera.size_storage_bytes(
    p_documents_per_day numeric, p_lines_per_document numeric, p_days numeric,
    p_document_bytes numeric DEFAULT 2700, p_line_bytes numeric DEFAULT 320, p_free_share numeric DEFAULT 0.3
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Bytes of storage: documents with their lines and indexes, and a share that stays free for VACUUM, sorts and growth.
BEGIN
    RETURN ceil(
        p_documents_per_day * p_days * (p_document_bytes + p_lines_per_document * p_line_bytes) / (1 - p_free_share)
    );
END
$function$;
COMMENT ON FUNCTION hera.size_storage_bytes(numeric, numeric, numeric, numeric, numeric, numeric) IS 'Bytes of storage for the documents of so many days, with a share left free.';
ALTER FUNCTION hera.size_storage_bytes(numeric, numeric, numeric, numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_storage_bytes(numeric, numeric, numeric, numeric, numeric, numeric) TO hera_admin;
