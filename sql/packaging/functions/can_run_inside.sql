CREATE FUNCTION hera_internal.can_run_inside(p_version integer)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a migration that waits may run in this transaction after all. One that comes after another: when that is applied.
-- One that belongs outside a transaction: when nobody has begun it and every table that it names is empty, so that its locks
-- last no time. A new database needs no tool.
DECLARE
    v_body text := (SELECT s.body FROM hera_internal.migration_source() AS s WHERE s.version = p_version);
    v_after integer := hera_internal.precondition_of(v_body);
    v_relation record;
    v_filled boolean;
BEGIN
    IF NOT hera_internal.is_outside_migration(v_body) THEN
        RETURN EXISTS (SELECT FROM hera_internal.migration AS m WHERE m.version = v_after);
    ELSIF EXISTS (SELECT FROM hera_internal.migration_progress AS p WHERE p.version = p_version) THEN
        RETURN false;
    END IF;
    FOR v_relation IN
        SELECT DISTINCT n.nspname, c.relname
        FROM regexp_matches(v_body, '\mhera(?:_internal)?\.\w+', 'g') AS m (words)
        INNER JOIN pg_class AS c ON c.oid = to_regclass(m.words[1]) AND c.relkind IN ('r', 'p')
        INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', v_relation.nspname, v_relation.relname) INTO v_filled;
        IF v_filled THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
$function$;
COMMENT ON FUNCTION hera_internal.can_run_inside(integer) IS
'Whether a migration that waits may run in this transaction.';
ALTER FUNCTION hera_internal.can_run_inside(integer) OWNER TO hera_owner;
