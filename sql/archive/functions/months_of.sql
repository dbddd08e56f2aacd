CREATE FUNCTION hera_internal.months_of(p_relation text)
RETURNS SETOF date
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
-- Months that have a partition of a table.
BEGIN
    RETURN QUERY
    SELECT to_date(right(i.inhrelid::regclass::text, 7), 'YYYY_MM') FROM pg_inherits AS i
    WHERE i.inhparent = p_relation::regclass;
END
$function$;
COMMENT ON FUNCTION hera_internal.months_of(text) IS 'Months of a partitioned table.';
ALTER FUNCTION hera_internal.months_of(text) OWNER TO hera_owner;
