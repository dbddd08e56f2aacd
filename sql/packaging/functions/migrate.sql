CREATE FUNCTION hera.migrate(p_dry_run boolean DEFAULT false)
RETURNS TABLE (step text, name text, action text, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
SET row_security = on
SET intervalstyle = postgres
SET quote_all_identifiers = off
SET standard_conforming_strings = on
AS $function$
-- Brings storage to this version: pending migrations, partitions, bindings, row
-- security. Compares with the catalog and repairs; a second run changes nothing
-- and returns no row.
-- Locks: one transaction advisory lock; waits as long as lock_timeout, or 5 s.
-- Raises ZHD02 (an applied migration changed), ZHD04 (an object of a user in the
-- way), 55P03 (another migration is running).
DECLARE
    v_timeout text := pg_catalog.current_setting('lock_timeout');
    v_item record;
    v_before jsonb;
    -- Months and registers are many and alike: one row for all of a kind.
    v_number constant text := '_[0-9]+(_[0-9]{2})?$';
BEGIN
    IF v_timeout = '0' THEN
        PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
    END IF;
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('hera.migrate', 0));
    PERFORM hera_internal.refuse_changed_migrations();
    IF p_dry_run THEN
        RETURN QUERY SELECT p.step, p.name, p.action, p.detail FROM hera_internal.migration_plan() AS p;
        RETURN;
    END IF;
    PERFORM hera_internal.ensure_migration_tables();
    IF EXISTS (SELECT FROM hera_internal.migration_states() AS s WHERE s.state IN ('pending', 'waiting')) THEN
        SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(o)) INTO v_before FROM hera_internal.storage_objects() AS o;
    END IF;
    FOR v_item IN
        SELECT s.version, s.name, s.state FROM hera_internal.migration_states() AS s WHERE s.state IN ('pending', 'waiting')
    LOOP
        step := 'migration';
        name := pg_catalog.format('%s_%s', pg_catalog.lpad(v_item.version::text, 4, '0'), v_item.name);
        IF v_item.state = 'pending' OR hera_internal.can_run_inside(v_item.version) THEN
            action := 'applied';
            detail := hera_internal.apply_migration(v_item.version)::text;
        ELSE
            action := 'waits';
            detail := 'runs outside a transaction, or after one that does: hera migrate does it';
        END IF;
        RETURN NEXT;
    END LOOP;
    PERFORM hera_internal.record_storage(v_before);
    -- Seeds name the partitioned tables, so they come before the partitions.
    FOR v_item IN
        SELECT b.step, b.name, b.action, b.detail FROM hera_internal.apply_bindings(ARRAY['data']) AS b
        UNION ALL
        SELECT 'partition', pg_catalog.regexp_replace(m.name, v_number, ''), m.action, pg_catalog.count(*) || ' months'
        FROM hera_internal.make_partitions() AS m
        GROUP BY 2, 3
        UNION ALL
        SELECT b.step, b.name, b.action, b.detail
        FROM hera_internal.apply_bindings(ARRAY['constraint', 'view', 'trigger', 'policy']) AS b
        UNION ALL
        SELECT 'access', 'hera_internal.login_binding', 'refreshed', pg_catalog.count(*) || ' logins'
        FROM hera_internal.refresh_access() AS r
        HAVING pg_catalog.count(*) > 0
        UNION ALL
        SELECT 'security', pg_catalog.regexp_replace(s.name, v_number, ''),
            pg_catalog.regexp_replace(s.action, ' on hera[^ ]*', ''), pg_catalog.count(*) || ' objects'
        FROM hera_internal.secure_tables() AS s
        GROUP BY 2, 3
    LOOP
        IF v_item.action <> 'unchanged' THEN
            RETURN QUERY SELECT v_item.step, v_item.name, v_item.action, v_item.detail;
        END IF;
    END LOOP;
    PERFORM pg_catalog.set_config('lock_timeout', v_timeout, true);
END
$function$;
COMMENT ON FUNCTION hera.migrate(boolean) IS
    'Brings storage to the installed version and repairs what drifted; returns what was done.';
GRANT EXECUTE ON FUNCTION hera.migrate(boolean) TO hera_admin;
ALTER FUNCTION hera.migrate(boolean) OWNER TO hera_owner;
