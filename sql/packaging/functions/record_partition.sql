CREATE FUNCTION hera_internal.record_partition(p_partition regclass, p_parent regclass)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET quote_all_identifiers = off
AS $function$
-- Records a partition, so that hera.verify misses it when it is detached.
BEGIN
    IF to_regclass('hera_internal.storage_object') IS NOT NULL THEN
        INSERT INTO hera_internal.storage_object (kind, relation, name, definition)
        SELECT 'partition', p_parent::text, p_partition::text, pg_get_expr(c.relpartbound, c.oid)
        FROM pg_class AS c
        WHERE c.oid = p_partition
        ON CONFLICT (kind, relation, name) DO UPDATE SET definition = EXCLUDED.definition;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.record_partition(regclass, regclass) IS 'Records a partition, for hera.verify to compare with.';
ALTER FUNCTION hera_internal.record_partition(regclass, regclass) OWNER TO hera_owner;
