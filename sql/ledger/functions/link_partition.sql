CREATE FUNCTION hera_internal.link_partition(p_partition regclass, p_parent regclass, p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- References the partition of the same month of the table it belongs to, if it belongs to one. A key from partition to
-- partition costs a sixth of one between the parents, and a month can be detached with its lines.
DECLARE
    v_belongs_to text := (
        SELECT t.belongs_to FROM hera_internal.partitioned_table AS t WHERE t.relation::regclass = p_parent
    );
BEGIN
    IF v_belongs_to IS NOT NULL THEN
        EXECUTE format(
            'ALTER TABLE %s ADD CONSTRAINT universal_transaction_lines_transaction_id_fk '
            || 'FOREIGN KEY (organization_id, transaction_id, created_at, line_count) '
            || 'REFERENCES %s (organization_id, id, created_at, line_count)',
            p_partition, (v_belongs_to || to_char(p_month, '_YYYY_MM'))::regclass
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.link_partition(regclass, regclass, date) IS 'Gives a partition its foreign key to the partition it belongs to.';
ALTER FUNCTION hera_internal.link_partition(regclass, regclass, date) OWNER TO hera_owner;
