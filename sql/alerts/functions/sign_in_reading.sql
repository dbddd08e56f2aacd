CREATE FUNCTION hera_internal.sign_in_reading()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The most failed sign-ins of one user in 24 hours.
DECLARE
    v_most bigint;
    v_who text;
BEGIN
    SELECT sum(f.failures), f.user_id INTO v_most, v_who
    FROM hera_internal.sign_in_failure AS f
    WHERE f.minute > clock_timestamp() - interval '24 hours'
    GROUP BY f.user_id
    ORDER BY 1 DESC
    LIMIT 1;
    RETURN QUERY SELECT 'failed_sign_ins', coalesce(v_most, 0)::numeric,
        coalesce(format('%s in 24 hours by ', v_most) || v_who, 'none in 24 hours');
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_in_reading() IS 'Failed sign-ins of the user who failed most.';
ALTER FUNCTION hera_internal.sign_in_reading() OWNER TO hera_owner;
