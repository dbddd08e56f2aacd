CREATE FUNCTION hera_internal.next_tail(p_after uuid)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first organization after another, or of all, that has lines in the tail: one step in the index for each.
BEGIN
    RETURN (
        SELECT t.organization_id FROM hera_internal.balance_tail AS t
        WHERE p_after IS NULL OR t.organization_id > p_after
        ORDER BY t.organization_id
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.next_tail(uuid) IS 'Next organization with lines that no rollup holds.';
ALTER FUNCTION hera_internal.next_tail(uuid) OWNER TO hera_owner;
