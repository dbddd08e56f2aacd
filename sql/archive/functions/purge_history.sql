CREATE FUNCTION hera.purge_history()
RETURNS TABLE (relation text, deleted bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes what operations wrote down (cleared alerts, runs of maintenance, failed sign-ins, backups that were recorded) and
-- the periods of its classes ask for no more, in the archive neither. What a legal hold names the days of is kept, of
-- whichever organization it is. Raises AUTHZ_001.
DECLARE
    v_table record;
BEGIN
    PERFORM hera_internal.require_operator('hera.purge_history');
    FOR v_table IN
        SELECT t.relation, t.moment,
            clock_timestamp() - make_interval(months => r.active_months + r.archived_months) AS before
        FROM hera_internal.retained_table AS t
        INNER JOIN hera_internal.retention_in_force() AS r ON r.class = t.class
        ORDER BY t.relation
    LOOP
        EXECUTE format(
            'DELETE FROM %s AS x WHERE x.%I < $1 AND NOT EXISTS (
                SELECT FROM hera_internal.legal_hold AS h
                WHERE h.released_at IS NULL AND (x.%I AT TIME ZONE ''UTC'')::date BETWEEN h.starts_on AND h.ends_on
            )', v_table.relation::regclass, v_table.moment, v_table.moment
        ) USING v_table.before;
        relation := v_table.relation;
        GET DIAGNOSTICS deleted = ROW_COUNT;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.purge_history() IS 'Deletes what operations wrote down and retention asks for no more.';
ALTER FUNCTION hera.purge_history() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.purge_history() TO hera_admin;
