CREATE FUNCTION hera.refresh_posting_metrics()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Brings hera_bi.posting_metrics and hera.ai_posting_metrics_mv up to date; returns how many hours were counted. The
-- materialized view is refreshed concurrently: who reads it does not wait. Raises AUTHZ_001.
DECLARE
    v_hours bigint;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.refresh_posting_metrics');
    END IF;
    v_hours := hera_internal.refresh_posting_hours();
    -- The first time there is nothing to read yet, and nothing that could be refreshed beside it.
    IF (SELECT c.relispopulated FROM pg_class AS c WHERE c.oid = 'hera.ai_posting_metrics_mv'::regclass) THEN
        REFRESH MATERIALIZED VIEW CONCURRENTLY hera.ai_posting_metrics_mv;
    ELSE
        REFRESH MATERIALIZED VIEW hera.ai_posting_metrics_mv;
    END IF;
    RETURN v_hours;
END
$function$;
COMMENT ON FUNCTION hera.refresh_posting_metrics() IS 'Brings the posting metrics up to date.';
ALTER FUNCTION hera.refresh_posting_metrics() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.refresh_posting_metrics() TO hera_admin;
