CREATE FUNCTION hera_internal.leaf_digest(p_month date, p_live text DEFAULT 'hera_internal.audit_leaf')
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- How many leaves of a month the tree has that are in no live table, and the digest of their ids and hashes in the tree:
-- what the archive of the month must bring.
DECLARE
    v_from uuid := hera_internal.first_id(p_month::timestamp AT TIME ZONE 'UTC');
    v_to uuid := hera_internal.first_id((p_month + interval '1 month') AT TIME ZONE 'UTC');
    v_result jsonb;
BEGIN
    EXECUTE format($$
        SELECT jsonb_build_object('leaves', coalesce(sum(o.leaves), 0), 'digest', encode(sha256(coalesce(
            string_agg(uuid_send(o.organization_id) || o.digest, ''::bytea ORDER BY o.organization_id), ''::bytea
        )), 'hex'))
        FROM (
            SELECT e.organization_id, count(*) AS leaves,
                sha256(string_agg(uuid_send(e.id) || e.hash, ''::bytea ORDER BY e.id)) AS digest
            FROM hera_internal.tree_entries() AS e
            WHERE e.id >= $1 AND e.id < $2 AND NOT EXISTS (
                SELECT FROM %s AS a WHERE a.organization_id = e.organization_id AND a.id = e.id
                    AND a.created_at = hera_internal.uuid_time(e.id)
            )
            GROUP BY e.organization_id
        ) AS o
    $$, p_live) INTO v_result USING v_from, v_to;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.leaf_digest(date, text) IS 'Digest of the sealed leaves of a month that are not live.';
ALTER FUNCTION hera_internal.leaf_digest(date, text) OWNER TO hera_owner;
