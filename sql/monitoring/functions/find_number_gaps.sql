CREATE FUNCTION hera_internal.find_number_gaps(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Per series and year the numbers run from 1 to the counter; every document of a series has one, and every number
    -- a document, by an outer join in both directions. What this transaction has yet to commit is no finding.
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format('%s %s: %s numbers up to %s, counter %s', coalesce(n.series, c.series),
            coalesce(n.fiscal_year, c.fiscal_year), coalesce(n.given, 0), coalesce(n.highest, 0),
            coalesce(c.last_number, 0)) AS finding
        FROM (
            SELECT d.organization_id, d.series, d.fiscal_year, count(d.number) AS given, max(d.number) AS highest
            FROM hera_internal.document_number AS d
            WHERE (p_organization_id IS NULL OR d.organization_id = p_organization_id)
                AND coalesce(d.waits_in <> pg_current_xact_id_if_assigned(), true)
            GROUP BY d.organization_id, d.series, d.fiscal_year
        ) AS n
        FULL JOIN (
            SELECT x.* FROM hera_internal.number_counter AS x
            WHERE p_organization_id IS NULL OR x.organization_id = p_organization_id
        ) AS c ON c.organization_id = n.organization_id AND c.series = n.series AND c.fiscal_year = n.fiscal_year
        WHERE n.given IS DISTINCT FROM c.last_number OR n.highest IS DISTINCT FROM c.last_number
        UNION ALL
        SELECT format('%s has %s', coalesce(t.id, d.transaction_id),
            CASE WHEN t.id IS NULL THEN 'a number and is not posted' ELSE 'no number' END)
        FROM (
            SELECT h.organization_id, h.id, h.created_at, h.number_series FROM hera.universal_transactions AS h
            WHERE h.number_series IS NOT NULL AND h.posting_status IN ('posted', 'auto_posted')
                AND (p_organization_id IS NULL OR h.organization_id = p_organization_id)
        ) AS t
        FULL JOIN (
            SELECT y.* FROM hera_internal.document_number AS y
            WHERE p_organization_id IS NULL OR y.organization_id = p_organization_id
        ) AS d ON d.organization_id = t.organization_id AND d.transaction_id = t.id
            AND d.transaction_created_at = t.created_at AND d.series = t.number_series
        WHERE (t.id IS NULL AND NOT EXISTS (
            SELECT FROM hera_internal.archived_document AS z
            WHERE z.organization_id = d.organization_id AND z.transaction_id = d.transaction_id
        )) OR (
            d.number IS NULL AND coalesce(d.waits_in <> pg_current_xact_id_if_assigned(), true)
        )
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_number_gaps(uuid) IS 'Document numbers with a gap, or that fit no document, or NULL.';
ALTER FUNCTION hera_internal.find_number_gaps(uuid) OWNER TO hera_owner;
