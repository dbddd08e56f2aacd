CREATE FUNCTION hera_internal.find_bad_memory(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- What guesses ask of memory against the patterns that it sums up. Shares are sums in no certain order: equal to nine
    -- decimals. The key of a finding is a digest and says nothing of payee or text.
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format(
            '%s of %s', coalesce(m.memory_key, w.memory_key), coalesce(m.organization_id, w.organization_id)
        ) AS finding
        FROM hera_internal.derive_memory(p_organization_id) AS w
        FULL JOIN (
            SELECT a.* FROM hera_internal.account_memory AS a
            WHERE p_organization_id IS NULL OR a.organization_id = p_organization_id
        ) AS m ON m.organization_id = w.organization_id AND m.memory_key = w.memory_key
        WHERE (m.level, m.accounts, m.streak, m.last_date, m.pure)
            IS DISTINCT FROM (w.level, w.accounts, w.streak, w.last_date, w.pure)
            OR cardinality(m.shares) <> cardinality(w.shares)
            OR EXISTS (
                SELECT FROM unnest(m.shares, w.shares) AS s (found, wanted)
                WHERE NOT abs(s.found - s.wanted) < 1e-9
            )
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_memory(uuid) IS 'Memory that says something else than the patterns, or NULL.';
ALTER FUNCTION hera_internal.find_bad_memory(uuid) OWNER TO hera_owner;
