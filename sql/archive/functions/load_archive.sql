CREATE FUNCTION hera.load_archive(p_month date, p_relation text, p_columns text[], p_rows jsonb)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $function$
-- Puts rows into a table that hera.stage_archive made; each is an array of the columns named, as text or null. Columns that the
-- table has had since are NULL or their default. Returns how many. Raises AUTHZ_001, ARC_005, VAL_010, ARC_002.
DECLARE
    v_table text := hera_internal.month_table(p_relation, p_month, '_archived');
    v_names text;
    v_values text;
    v_count bigint;
BEGIN
    IF hera_internal.require_archived(p_month) <> 'dropped' THEN
        PERFORM hera_internal.raise_error('ARC_002', 'p_month', 'the detached tables are there: nothing is loaded into them');
    END IF;
    SELECT string_agg(format('%I', a.attname), ', ' ORDER BY c.place),
        string_agg(format('(r.x ->> %s)::%s', c.place - 1, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY c.place)
    INTO v_names, v_values
    FROM unnest(p_columns) WITH ORDINALITY AS c (name, place)
    INNER JOIN pg_attribute AS a
        ON a.attrelid = to_regclass(v_table) AND a.attname = c.name AND a.attnum > 0 AND NOT a.attisdropped;
    PERFORM hera_internal.require_known('p_relation', p_relation, v_names IS NOT NULL AND EXISTS (
        SELECT FROM hera_internal.partitioned_table AS t WHERE t.relation = p_relation
    ));
    EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM jsonb_array_elements($1) AS r (x)', v_table, v_names, v_values) USING p_rows;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.load_archive(date, text, text[], jsonb) IS 'Reads rows of an archive back into the tables of the month.';
ALTER FUNCTION hera.load_archive(date, text, text[], jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.load_archive(date, text, text[], jsonb) TO hera_admin;
