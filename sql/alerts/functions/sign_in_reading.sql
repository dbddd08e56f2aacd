CREATE FUNCTION hera_internal.sign_in_reading()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The most failed sign-ins of one user in 24 hours. Where nothing counts them the reading is unknown.
DECLARE
    v_most bigint;
    v_who text;
    v_counted constant boolean := to_regclass('hera_internal.sign_in_failure') IS NOT NULL;
BEGIN
    IF v_counted THEN
        EXECUTE format(
            'SELECT sum(f.failures), f.user_id FROM hera_internal.%I AS f'
            ' WHERE f.minute > clock_timestamp() - interval ''24 hours'''
            ' GROUP BY f.user_id ORDER BY 1 DESC LIMIT 1', 'sign_in_failure'
        ) INTO v_most, v_who;
        v_most := coalesce(v_most, 0);
    END IF;
    RETURN QUERY SELECT 'failed_sign_ins', v_most::numeric, CASE
        WHEN NOT v_counted THEN 'not counted in this version'
        WHEN v_most = 0 THEN 'none in 24 hours'
        ELSE format('%s in 24 hours by %s', v_most, coalesce(v_who, 'somebody unknown'))
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_in_reading() IS 'Failed sign-ins of the user who failed most.';
ALTER FUNCTION hera_internal.sign_in_reading() OWNER TO hera_owner;
