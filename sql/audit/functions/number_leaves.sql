CREATE FUNCTION hera_internal.number_leaves(p_offset bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- From now on leaves get the id of their transaction plus the offset. A default, because reading the offset from a table
-- would cost every request. The record of the storage takes the change for what it is.
DECLARE
    v_before jsonb := (SELECT jsonb_agg(to_jsonb(s)) FROM hera_internal.storage_objects() AS s);
BEGIN
    EXECUTE format(
        'ALTER TABLE hera_internal.audit_leaf ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint + %s::bigint',
        p_offset
    );
    PERFORM hera_internal.record_storage(v_before);
END
$function$;
COMMENT ON FUNCTION hera_internal.number_leaves(bigint) IS 'Changes what is added to the transaction ids of leaves.';
ALTER FUNCTION hera_internal.number_leaves(bigint) OWNER TO hera_owner;
