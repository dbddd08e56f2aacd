CREATE FUNCTION hera_internal.holds_on(p_month date)
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The holds that keep a month: what was submitted in it, or its documents, archived or not, by their dates.
DECLARE
    v_ends_on date := (p_month + interval '1 month')::date - 1;
BEGIN
    RETURN QUERY
    SELECT format('legal hold %s: %s', h.id, h.reason)
    FROM hera_internal.legal_hold AS h
    WHERE h.released_at IS NULL AND (
        (h.starts_on <= v_ends_on AND h.ends_on >= p_month)
        OR EXISTS (
            SELECT FROM hera.universal_transactions AS t
            WHERE t.created_at >= p_month::timestamp AT TIME ZONE 'UTC'
                AND t.created_at < (p_month + interval '1 month') AT TIME ZONE 'UTC'
                AND h.organization_id IN (t.organization_id, '00000000-0000-0000-0000-000000000000')
                AND t.transaction_date BETWEEN h.starts_on AND h.ends_on
        ) OR EXISTS (
            SELECT FROM hera_internal.archived_document AS d
            WHERE d.month = p_month AND h.organization_id IN (d.organization_id, '00000000-0000-0000-0000-000000000000')
                AND d.transaction_date BETWEEN h.starts_on AND h.ends_on
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.holds_on(date) IS 'Legal holds that keep a month.';
ALTER FUNCTION hera_internal.holds_on(date) OWNER TO hera_owner;
