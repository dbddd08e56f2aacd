CREATE FUNCTION hera_internal.reservation_use()
RETURNS TABLE (organization_id uuid, documents_per_month bigint, documents bigint, coverage numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises in force today, what was stored of them this month as of the last count, and that in percent.
BEGIN
    RETURN QUERY
    SELECT r.organization_id, r.documents_per_month, coalesce(u.documents, 0),
        round(100 * coalesce(u.documents, 0) / r.documents_per_month::numeric, 1)
    FROM (
        SELECT DISTINCT ON (c.organization_id) c.* FROM hera_internal.capacity_reservation AS c
        WHERE c.starts_on <= current_date AND (c.ends_on IS NULL OR c.ends_on >= current_date)
        ORDER BY c.organization_id, c.starts_on DESC
    ) AS r
    LEFT JOIN hera_internal.organization_usage AS u
        ON u.organization_id = r.organization_id AND u.month = date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC')::date;
END
$function$;
COMMENT ON FUNCTION hera_internal.reservation_use() IS 'Promises of capacity and what was used of them this month.';
ALTER FUNCTION hera_internal.reservation_use() OWNER TO hera_owner;
