CREATE FUNCTION hera_internal.rehearse_migrations()
RETURNS TABLE (
    migration text, relation text, lock_mode text, rewritten boolean, scanned boolean, bytes bigint, milliseconds numeric
)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET intervalstyle = postgres
SET quote_all_identifiers = off
SET standard_conforming_strings = on
AS $function$
-- Runs the pending migrations and reports of each, table by table that was there before, the strongest lock that it took
-- first, whether the table was written anew or read whole, and the time; the caller rolls back. Locks are those of this
-- transaction, of which each migration adds its own.
DECLARE
    v_item record;
    v_before jsonb := hera_internal.transaction_footprint();
    v_after jsonb;
    v_took interval;
BEGIN
    FOR v_item IN
        SELECT s.version, s.name, s.state FROM hera_internal.migration_states() AS s WHERE s.state IN ('pending', 'waiting')
    LOOP
        migration := format('%s_%s', lpad(v_item.version::text, 4, '0'), v_item.name);
        IF v_item.state = 'waiting' AND NOT hera_internal.can_run_inside(v_item.version) THEN
            RETURN QUERY SELECT migration, NULL::text, 'outside a transaction', NULL::boolean, NULL::boolean, NULL::bigint,
                NULL::numeric;
            CONTINUE;
        END IF;
        v_took := hera_internal.apply_migration(v_item.version);
        v_after := hera_internal.transaction_footprint();
        RETURN QUERY
        SELECT migration, f.relation, f.lock_mode, f.rewritten, f.scanned, f.bytes, m.took
        FROM (SELECT round(1000 * extract(epoch FROM v_took), 1) AS took) AS m
        LEFT JOIN hera_internal.footprint_change(v_before, v_after) AS f ON true;
        v_before := v_after;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.rehearse_migrations() IS 'Runs pending migrations and reports locks and time, for a caller who rolls back.';
ALTER FUNCTION hera_internal.rehearse_migrations() OWNER TO hera_owner;
