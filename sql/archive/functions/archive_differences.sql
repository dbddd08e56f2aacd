CREATE FUNCTION hera_internal.archive_differences(p_month date)
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- In what the detached or staged tables of a month differ from what was recorded: documents by their hashes, leaves by the
-- sealed tree, lines by the totals brought forward.
DECLARE
    v_header text := hera_internal.month_table('hera.universal_transactions', p_month, '_archived');
    v_lines text := hera_internal.month_table('hera.universal_transaction_lines', p_month, '_archived');
    v_leaves text := hera_internal.month_table('hera_internal.audit_leaf', p_month, '_archived');
BEGIN
    RETURN QUERY EXECUTE format($$
        SELECT format('document %%s', coalesce(t.id, d.transaction_id))
        FROM (
            SELECT h.organization_id, h.id, sha256(rtrim(convert_to(h::text, 'UTF8'), ',)'::bytea) || coalesce('\x0a'::bytea || (
                SELECT string_agg(rtrim(convert_to(l::text, 'UTF8'), ',)'::bytea), '\x0a'::bytea ORDER BY l.line_number)
                FROM %s AS l WHERE l.organization_id = h.organization_id AND l.transaction_id = h.id
            ), ''::bytea)) AS content_hash
            FROM %s AS h
        ) AS t
        FULL JOIN (
            SELECT x.* FROM hera_internal.archived_document AS x WHERE x.month = $1
        ) AS d ON d.organization_id = t.organization_id AND d.transaction_id = t.id
        WHERE t.content_hash IS DISTINCT FROM d.content_hash
        UNION ALL
        SELECT format('lines of %%s', l.transaction_id) FROM %s AS l
        WHERE NOT EXISTS (SELECT FROM %s AS h WHERE h.organization_id = l.organization_id AND h.id = l.transaction_id)
        LIMIT 5
    $$, v_lines, v_header, v_lines, v_header) USING p_month;
    RETURN QUERY EXECUTE format($$
        SELECT 'audit leaves'
        FROM (
            SELECT coalesce(sum(o.leaves), 0) AS leaves, encode(sha256(coalesce(
                string_agg(uuid_send(o.organization_id) || o.digest, ''::bytea ORDER BY o.organization_id), ''::bytea
            )), 'hex') AS digest
            FROM (
                SELECT a.organization_id, count(*) AS leaves, sha256(string_agg(uuid_send(a.id) || sha256(
                    E'\\x00'::bytea || hera_internal.audit_leaf_hash(
                        a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail
                    ) || coalesce((to_jsonb(a) ->> 'header_hash')::bytea, d.content_hash, ''::bytea)
                ), ''::bytea ORDER BY a.id)) AS digest
                FROM %s AS a
                LEFT JOIN hera_internal.archived_document AS d ON d.organization_id = a.organization_id
                    AND d.transaction_id = hera_internal.sealed_document(a.event, a.subject_id, a.detail)
                GROUP BY a.organization_id
            ) AS o
        ) AS f
        WHERE jsonb_build_object('leaves', f.leaves, 'digest', f.digest) <> (
            SELECT m.facts -> 'leaves' FROM hera_internal.archived_month AS m WHERE m.month = $1
        )
    $$, v_leaves) USING p_month;
    RETURN QUERY
    SELECT 'texts' WHERE hera_internal.text_digests(p_month, '_archived', NULL) <> (
        SELECT m.facts -> 'texts' FROM hera_internal.archived_month AS m WHERE m.month = p_month
    );
    RETURN QUERY
    SELECT format('%s rows of %s', r.key, r.value)
    FROM jsonb_each((SELECT m.facts -> 'rows' FROM hera_internal.archived_month AS m WHERE m.month = p_month)) AS r
    WHERE hera_internal.count_rows(hera_internal.month_table(r.key, p_month, '_archived')) <> (r.value #>> '{}')::bigint;
END
$function$;
COMMENT ON FUNCTION hera_internal.archive_differences(date) IS 'Differences between detached tables and what was recorded of them.';
ALTER FUNCTION hera_internal.archive_differences(date) OWNER TO hera_owner;
