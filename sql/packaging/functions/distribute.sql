CREATE FUNCTION hera.distribute(p_dry_run boolean DEFAULT false)
RETURNS TABLE (step bigint, kind text, object text, statement text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Distributes HERA over the nodes of Citus by organization; with p_dry_run gives what is in the way (kind obstacle, step 0) and
-- the calls, on any server, and runs nothing. Nothing else of HERA knows Citus. Raises AUTHZ_001; DB_005, which says what is
-- missing, where Citus is not installed, where its settings do not let tables have triggers or where there are obstacles.
DECLARE
    v_schema text := (
        SELECT n.nspname FROM pg_extension AS e INNER JOIN pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'citus'
    );
    v_call record;
BEGIN
    PERFORM hera_internal.require_operator('hera.distribute');
    IF p_dry_run IS NOT FALSE THEN
        RETURN QUERY
        SELECT 0::bigint, 'obstacle', o.relation, o.detail FROM hera_internal.distribution_obstacles() AS o
        UNION ALL
        SELECT s.* FROM hera_internal.distribution_statements() AS s
        ORDER BY 1, 3;
        RETURN;
    END IF;
    IF v_schema IS NULL THEN
        PERFORM hera_internal.raise_error('DB_005', 'citus', 'the extension citus is not installed in this database');
    ELSIF coalesce(current_setting('citus.enable_unsafe_triggers', true), 'off') <> 'on' THEN
        PERFORM hera_internal.raise_error('DB_005', 'citus.enable_unsafe_triggers', 'citus.enable_unsafe_triggers is not on');
    ELSIF EXISTS (SELECT FROM hera_internal.distribution_obstacles()) THEN
        PERFORM hera_internal.raise_error('DB_005', 'obstacles', (
            SELECT format(
                '%s objects are in the way, the first: %s', count(*), (array_agg(o.relation || ', ' || o.detail ORDER BY o.relation))[1]
            )
            FROM hera_internal.distribution_obstacles() AS o
        ));
    END IF;
    FOR v_call IN SELECT s.* FROM hera_internal.distribution_statements() AS s ORDER BY s.ordinal LOOP
        EXECUTE replace(v_call.statement, 'SELECT create', format('SELECT %I.create', v_schema));
        step := v_call.ordinal;
        kind := v_call.kind;
        object := v_call.object;
        statement := v_call.statement;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.distribute(boolean) IS 'Distributes HERA over the nodes of Citus by organization.';
ALTER FUNCTION hera.distribute(boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.distribute(boolean) TO hera_admin;
