CREATE FUNCTION hera_internal.process_apart(p_caller hera_internal.caller_context, p_requests jsonb)
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes of the items in order, each in a savepoint of its own: an error of the database refuses its item (DB_001, or the
-- code of a HERA error) and no other.
DECLARE
    v_outcomes jsonb[] := '{}'::jsonb[];
    v_request jsonb;
    v_detail text;
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    PERFORM set_config('hera.http_errors', 'off', true);
    FOR v_request IN SELECT i.value FROM jsonb_array_elements(p_requests) AS i (value) LOOP
        BEGIN
            v_outcomes := v_outcomes || hera_internal.process_item(p_caller, v_request);
        EXCEPTION
            WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
                RAISE;
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
                v_outcomes := v_outcomes || hera_internal.rejected(
                    jsonb_build_array(hera_internal.make_error(
                        CASE WHEN SQLSTATE LIKE 'ZH%' THEN v_detail::jsonb ->> 'code' ELSE 'DB_001' END, '', SQLERRM
                    )), NULL, false
                );
        END;
    END LOOP;
    PERFORM set_config('hera.http_errors', v_http, true);
    RETURN v_outcomes;
END
$function$;
COMMENT ON FUNCTION hera_internal.process_apart(hera_internal.caller_context, jsonb) IS 'Outcomes of the items of a batch, each in a savepoint of its own.';
