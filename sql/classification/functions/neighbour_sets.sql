CREATE FUNCTION hera_internal.neighbour_sets()
RETURNS TABLE (
    name text, organization_id uuid, transaction_type text, patterns bigint, present boolean, valid boolean, wanted boolean
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Types of organizations with more patterns than are searched exactly, and the HNSW indexes that there are. An index is
-- wanted above two thousand patterns and kept down to one thousand, and of the largest only as many as the setting
-- neighbour_indexes says, because every index costs everybody who learns; those that are there go first, so that none
-- is made and dropped by turns. Counts by an index alone.
DECLARE
    v_most integer := hera_internal.server_setting_value('neighbour_indexes')::integer;
BEGIN
    RETURN QUERY
    WITH counted AS (
        SELECT hera_internal.neighbour_index_name(p.organization_id, p.transaction_type) AS name, p.organization_id,
            p.transaction_type, p.patterns
        FROM (
            SELECT q.organization_id, q.transaction_type, count(*) AS patterns FROM hera.ai_transaction_patterns AS q
            WHERE q.level = 'text'
            GROUP BY q.organization_id, q.transaction_type
        ) AS p
    ), made AS (
        SELECT c.relname::text AS name, bool_and(x.indisvalid AND x.indisready AND x.indislive) AS valid
        FROM pg_index AS x INNER JOIN pg_class AS c ON c.oid = x.indexrelid
        WHERE hera_internal.is_neighbour_index(x.indexrelid)
        GROUP BY c.relname
    ), known AS (
        SELECT coalesce(c.name, m.name) AS name, c.organization_id, c.transaction_type, coalesce(c.patterns, 0) AS patterns,
            m.name IS NOT NULL AS present, coalesce(m.valid, false) AS valid
        FROM counted AS c FULL JOIN made AS m ON m.name = c.name
        WHERE m.name IS NOT NULL OR c.patterns > 2000
    )
    SELECT k.name, k.organization_id, k.transaction_type, k.patterns, k.present, k.valid,
        k.patterns >= 1000 AND row_number() OVER (ORDER BY k.valid AND k.patterns >= 1000 DESC, k.patterns DESC, k.name) <= v_most
    FROM known AS k;
END
$function$;
COMMENT ON FUNCTION hera_internal.neighbour_sets() IS 'Types with too many patterns for an exact search, and their indexes.';
ALTER FUNCTION hera_internal.neighbour_sets() OWNER TO hera_owner;
