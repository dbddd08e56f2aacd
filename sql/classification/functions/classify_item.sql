CREATE FUNCTION hera_internal.classify_item(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One item of a batch; raise_on_error has no meaning there. An error of the database is the item's own outcome. The
-- savepoint takes no transaction id, as nothing is written.
DECLARE
    v_detail text;
    v_outcome jsonb;
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    PERFORM set_config('hera.http_errors', 'off', true);
    BEGIN
        v_outcome := hera_internal.classify_request(
            p_caller, CASE jsonb_typeof(p_request) WHEN 'object' THEN p_request - 'raise_on_error' ELSE p_request END
        );
    EXCEPTION
        WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
            RAISE;
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
            v_outcome := hera_internal.rejected(
                jsonb_build_array(hera_internal.make_error(
                    CASE WHEN SQLSTATE LIKE 'ZH%' THEN v_detail::jsonb ->> 'code' ELSE 'DB_001' END, '', SQLERRM
                )), NULL, false
            );
    END;
    PERFORM set_config('hera.http_errors', v_http, true);
    RETURN v_outcome;
END
$function$;
COMMENT ON FUNCTION hera_internal.classify_item(hera_internal.caller_context, jsonb) IS 'Outcome of one item of a batch that is only classified.';
