CREATE FUNCTION hera.read_archive(p_month date, p_relation text, p_after text[] DEFAULT NULL, p_limit integer DEFAULT 10000)
RETURNS SETOF text[]
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $function$
-- Rows of a detached table in the order of its key, after the one whose key is given: every column as text in UTC, and for
-- an audit leaf one more, the hash of the document that it made final as the tree has it. Raises AUTHZ_001, ARC_005, VAL_010.
DECLARE
    v_table text := hera_internal.month_table(p_relation, p_month, '_archived');
    v_columns text;
    v_keys text;
    v_after text;
BEGIN
    PERFORM hera_internal.require_archived(p_month);
    PERFORM hera_internal.require_known('p_relation', p_relation, to_regclass(v_table) IS NOT NULL AND EXISTS (
        SELECT FROM hera_internal.partitioned_table AS t WHERE t.relation = p_relation
    ));
    SELECT string_agg(format('x.%I::text', a.attname), ', ' ORDER BY a.attnum) INTO v_columns
    FROM pg_attribute AS a
    WHERE a.attrelid = v_table::regclass AND a.attnum > 0 AND NOT a.attisdropped;
    SELECT string_agg(format('x.%I', a.attname), ', ' ORDER BY k.place),
        string_agg(format('$1[%s]::%s', k.place, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY k.place)
    INTO v_keys, v_after
    FROM pg_constraint AS c
    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (number, place)
    INNER JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
    WHERE c.conrelid = v_table::regclass AND c.contype = 'p';
    IF p_relation = 'hera_internal.audit_leaf' THEN
        -- A table that was detached before leaves had the hash of a header has no column of it.
        v_columns := v_columns || $$, encode(coalesce((to_jsonb(x) ->> 'header_hash')::bytea, (
            SELECT d.content_hash FROM hera_internal.archived_document AS d
            WHERE d.organization_id = x.organization_id
                AND d.transaction_id = hera_internal.sealed_document(x.event, x.subject_id, x.detail)
        )), 'hex')$$;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT ARRAY[%s] FROM %s AS x %s ORDER BY %s LIMIT $2', v_columns, v_table,
        CASE WHEN p_after IS NOT NULL THEN format('WHERE (%s) > (%s)', v_keys, v_after) ELSE '' END, v_keys
    ) USING p_after, p_limit;
END
$function$;
COMMENT ON FUNCTION hera.read_archive(date, text, text[], integer) IS 'Rows of a detached table, page by page.';
ALTER FUNCTION hera.read_archive(date, text, text[], integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.read_archive(date, text, text[], integer) TO hera_admin;
