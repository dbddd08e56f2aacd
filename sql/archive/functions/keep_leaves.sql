CREATE FUNCTION hera_internal.keep_leaves(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Copies into the live table of a month the audit leaves of documents that stay, in that month or another.
DECLARE
    v_from timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    v_to timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    EXECUTE format($$
        INSERT INTO %s
        SELECT a.* FROM hera_internal.audit_leaf AS a
        WHERE a.created_at >= $1 AND a.created_at < $2 AND EXISTS (
            SELECT FROM (
                VALUES (a.subject_id), (hera_internal.sealed_document(a.event, a.subject_id, a.detail))
            ) AS d (id)
            WHERE d.id IS NOT NULL AND (
                EXISTS (SELECT FROM %s AS h WHERE h.organization_id = a.organization_id AND h.id = d.id)
                OR EXISTS (
                    SELECT FROM hera.universal_transactions AS t
                    WHERE t.organization_id = a.organization_id AND t.id = d.id AND t.created_at = hera_internal.uuid_time(d.id)
                        AND (t.created_at < $1 OR t.created_at >= $2)
                )
            )
        )
    $$, hera_internal.month_table('hera_internal.audit_leaf', p_month, '_live'),
        hera_internal.month_table('hera.universal_transactions', p_month, '_live')
    ) USING v_from, v_to;
END
$function$;
COMMENT ON FUNCTION hera_internal.keep_leaves(date) IS 'Copies the audit leaves of a month whose documents stay.';
ALTER FUNCTION hera_internal.keep_leaves(date) OWNER TO hera_owner;
