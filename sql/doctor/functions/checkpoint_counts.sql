CREATE FUNCTION hera_internal.checkpoint_counts(OUT timed bigint, OUT forced bigint)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Checkpoints by cause. The view has another name from PostgreSQL 17 on.
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        EXECUTE format('SELECT c.num_timed, c.num_requested FROM %I AS c', 'pg_stat_checkpointer') INTO timed, forced;
    ELSE
        EXECUTE format('SELECT c.checkpoints_timed, c.checkpoints_req FROM %I AS c', 'pg_stat_bgwriter') INTO timed, forced;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.checkpoint_counts() IS 'Checkpoints by cause.';
ALTER FUNCTION hera_internal.checkpoint_counts() OWNER TO hera_owner;
