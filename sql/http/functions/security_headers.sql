CREATE FUNCTION hera.security_headers()
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The hook of PostgREST (db-pre-request): every answer gets the headers that keep books out of caches and frames, and errors
-- of HERA in this transaction have SQLSTATEs that PostgREST turns into their HTTP status (PT422), unless hera.http_errors is
-- set already. Changes nothing beyond the transaction; raises nothing.
BEGIN
    PERFORM hera_internal.add_headers(hera_internal.security_header_map());
    IF coalesce(current_setting('hera.http_errors', true), '') = '' THEN
        PERFORM set_config('hera.http_errors', 'PT', true);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera.security_headers() IS 'Hook for PostgREST: security headers, and errors with their HTTP status.';
GRANT EXECUTE ON FUNCTION hera.security_headers() TO hera_app, hera_bi, hera_admin, hera_auditor;
