CREATE FUNCTION hera_internal.ledger_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What waits, what is open and what was done, from small tables and the indexes of what waits.
BEGIN
    RETURN QUERY
    SELECT 'hera_waiting_documents', format('posting_status="%s"', s.status), count(t.id)::numeric
    FROM unnest('{draft,pending_review,manual_required}'::text[]) AS s (status)
    LEFT JOIN hera.universal_transactions AS t
        ON t.posting_status = s.status AND t.posting_status IN ('draft', 'pending_review', 'manual_required')
    GROUP BY s.status
    UNION ALL
    SELECT 'hera_alerts_open', format('code="%s"', a.code), count(*)
    FROM hera_internal.alert AS a
    WHERE a.cleared_at IS NULL
    GROUP BY a.code
    UNION ALL
    SELECT 'hera_job_last_done_timestamp_seconds', format('job="%s"', j.name), round(extract(epoch FROM max(h.started_at)), 3)
    FROM hera_internal.job AS j
    INNER JOIN hera_internal.job_run AS h ON h.name = j.name AND h.outcome = 'done'
    GROUP BY j.name
    UNION ALL
    SELECT 'hera_registers_free', NULL, count(*) FROM hera_internal.register AS r WHERE r.organization_id IS NULL
    UNION ALL
    SELECT 'hera_organizations', format('status="%s"', o.status), count(*)
    FROM hera.core_organizations AS o
    WHERE o.organization_id <> '00000000-0000-0000-0000-000000000000'
    GROUP BY o.status;
END
$function$;
COMMENT ON FUNCTION hera_internal.ledger_samples() IS 'Metrics of the ledger.';
ALTER FUNCTION hera_internal.ledger_samples() OWNER TO hera_owner;
