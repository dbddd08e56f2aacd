CREATE FUNCTION hera_internal.archive_digests(p_month date)
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
-- Digests of what stands in for the lines of an archived month. content and totals can be derived from the files of the
-- archive as well: SHA-256 over each organization and the SHA-256 of its entries, both in order.
BEGIN
    RETURN (
        SELECT jsonb_object_agg(d.name, encode(d.digest, 'hex'))
        FROM (
            SELECT n.name, sha256(coalesce(
                string_agg(uuid_send(e.organization_id) || e.digest, ''::bytea ORDER BY e.organization_id), ''::bytea
            )) AS digest
            FROM (VALUES ('content'), ('documents'), ('items'), ('balances'), ('totals')) AS n (name)
            LEFT JOIN (
                SELECT 'content' AS name, x.organization_id,
                    sha256(string_agg(uuid_send(x.transaction_id) || x.content_hash, ''::bytea ORDER BY x.transaction_id)) AS digest
                FROM hera_internal.archived_document AS x WHERE x.month = p_month GROUP BY x.organization_id
                UNION ALL
                SELECT 'documents', x.organization_id,
                    sha256(string_agg(convert_to(x::text, 'UTF8'), '\x0a'::bytea ORDER BY x.transaction_id))
                FROM hera_internal.archived_document AS x WHERE x.month = p_month GROUP BY x.organization_id
                UNION ALL
                SELECT 'items', x.organization_id, sha256(string_agg(
                    convert_to(x::text, 'UTF8'), '\x0a'::bytea ORDER BY x.transaction_id, x.role COLLATE "C", x.currency COLLATE "C"
                ))
                FROM hera_internal.archived_item AS x WHERE x.month = p_month GROUP BY x.organization_id
                UNION ALL
                SELECT 'balances', x.organization_id, sha256(string_agg(
                    convert_to(x::text, 'UTF8'), '\x0a'::bytea ORDER BY x.account_id, x.currency COLLATE "C", x.unit COLLATE "C",
                        x.tax_code COLLATE "C", x.partner_id, x.transaction_date
                ))
                FROM hera_internal.balance_brought_forward AS x WHERE x.month = p_month GROUP BY x.organization_id
                UNION ALL
                SELECT 'totals', x.organization_id, sha256(string_agg(convert_to(concat_ws(
                    '|', x.account_id, x.currency, x.debit, x.credit, x.base_debit, x.base_credit, x.lines
                ), 'UTF8'), '\x0a'::bytea ORDER BY x.account_id, x.currency COLLATE "C"))
                FROM (
                    SELECT b.organization_id, b.account_id, b.currency, trim_scale(sum(b.debit)) AS debit,
                        trim_scale(sum(b.credit)) AS credit, trim_scale(sum(b.base_debit)) AS base_debit,
                        trim_scale(sum(b.base_credit)) AS base_credit, sum(b.lines) AS lines
                    FROM hera_internal.balance_brought_forward AS b
                    WHERE b.month = p_month
                    GROUP BY b.organization_id, b.account_id, b.currency
                ) AS x
                GROUP BY x.organization_id
            ) AS e ON e.name = n.name
            GROUP BY n.name
        ) AS d
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.archive_digests(date) IS 'Digests of what stands in for an archived month.';
ALTER FUNCTION hera_internal.archive_digests(date) OWNER TO hera_owner;
