CREATE FUNCTION hera.wraparound_report(p_limit integer DEFAULT 10)
RETURNS TABLE (relation text, xid_age integer, multixact_age integer, left_transactions bigint, percent numeric, bytes bigint)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The tables of HERA whose rows are oldest, and how many transactions are left until the server would stop writing.
-- Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.wraparound_report');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    SELECT o.name, o.xid_age, o.multixact_age, 2147483648 - greatest(o.xid_age, o.multixact_age)::bigint,
        round(greatest(o.xid_age, o.multixact_age) / 21474836.48, 2), o.bytes
    FROM hera_internal.own_tables() AS o
    ORDER BY greatest(o.xid_age, o.multixact_age) DESC, o.name
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.wraparound_report(integer) IS 'Distance to the wraparound of transaction ids.';
ALTER FUNCTION hera.wraparound_report(integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.wraparound_report(integer) TO hera_admin;
