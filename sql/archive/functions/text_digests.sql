CREATE FUNCTION hera_internal.text_digests(p_month date, p_suffix text, p_without text)
RETURNS jsonb
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
-- Digests of the rows of a month in the tables that are neither documents, lines nor leaves, which nothing else commits to;
-- p_suffix names the tables, p_without that of documents whose rows do not count, or NULL.
DECLARE
    v_result jsonb := '{}'::jsonb;
    v_relation text;
    v_digest text;
BEGIN
    FOR v_relation IN
        SELECT t.relation FROM hera_internal.partitioned_table AS t
        WHERE t.relation NOT IN (
            'hera.universal_transactions', 'hera.universal_transaction_lines', 'hera_internal.audit_leaf'
        )
    LOOP
        EXECUTE format($$
            SELECT encode(sha256(coalesce(
                string_agg(uuid_send(o.organization_id) || o.digest, ''::bytea ORDER BY o.organization_id), ''::bytea
            )), 'hex')
            FROM (
                SELECT x.organization_id, sha256(string_agg(
                    rtrim(convert_to(x::text, 'UTF8'), ',)'::bytea), '\x0a'::bytea ORDER BY x.transaction_id
                )) AS digest
                FROM %s AS x %s
                GROUP BY x.organization_id
            ) AS o
        $$, hera_internal.month_table(v_relation, p_month, p_suffix), CASE WHEN p_without IS NOT NULL THEN format(
            'WHERE NOT EXISTS (SELECT FROM %s AS h WHERE h.organization_id = x.organization_id AND h.id = x.transaction_id)',
            p_without
        ) ELSE '' END) INTO v_digest;
        v_result := v_result || jsonb_build_object(v_relation, v_digest);
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.text_digests(date, text, text) IS 'Digests of the texts of a month.';
ALTER FUNCTION hera_internal.text_digests(date, text, text) OWNER TO hera_owner;
