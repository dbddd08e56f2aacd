CREATE FUNCTION hera_internal.sign_in_reading()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The most failed sign-ins of one user in 24 hours, from documents of type auth_failure. They belong to the built-in
-- organization platform; without one nobody counts them, and the reading is unknown.
DECLARE
    v_most bigint;
    v_who text;
    v_counted boolean;
BEGIN
    v_counted := EXISTS (SELECT FROM hera_internal.transaction_type AS t WHERE t.name = 'auth_failure');
    IF v_counted THEN
        SELECT count(*), f.who INTO v_most, v_who
        FROM (
            SELECT t.metadata ->> 'user_id' AS who
            FROM hera.universal_transactions AS t
            WHERE t.transaction_type = 'auth_failure' AND t.created_at > clock_timestamp() - interval '24 hours'
        ) AS f
        GROUP BY f.who
        ORDER BY count(*) DESC
        LIMIT 1;
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
