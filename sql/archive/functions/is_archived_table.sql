CREATE FUNCTION hera_internal.is_archived_table(p_relation oid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a table is a month that was detached to be archived, by its name, which nothing else of HERA has.
BEGIN
    RETURN EXISTS (
        SELECT FROM pg_class AS c
        WHERE c.oid = p_relation AND c.relkind = 'r' AND NOT c.relispartition
            AND c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
            AND c.relname ~ '_[0-9]{4}_[0-9]{2}_archived$'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_archived_table(oid) IS 'Whether a table is a detached month.';
ALTER FUNCTION hera_internal.is_archived_table(oid) OWNER TO hera_owner;
