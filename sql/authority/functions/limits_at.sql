CREATE FUNCTION hera_internal.limits_at(p_organization_id uuid, p_at timestamptz)
RETURNS TABLE (permission text, subject_kind text, subject text, amount numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Amount limits now, or as the audit trail has them at a moment.
BEGIN
    IF p_at IS NULL THEN
        RETURN QUERY
        SELECT l.permission, l.subject_kind, l.subject, l.amount FROM hera_internal.amount_limit AS l
        WHERE l.organization_id = p_organization_id;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT l.permission, l.subject_kind, l.subject, l.amount
    FROM (
        SELECT DISTINCT ON (a.detail ->> 'permission', k.kind, a.detail ->> k.kind)
            a.detail ->> 'permission' AS permission, k.kind AS subject_kind, a.detail ->> k.kind AS subject,
            (a.detail ->> 'amount')::numeric AS amount
        FROM hera_internal.audit_leaf AS a
        CROSS JOIN LATERAL (SELECT CASE WHEN a.detail ? 'actor' THEN 'actor' ELSE 'role' END AS kind) AS k
        WHERE a.organization_id = p_organization_id AND a.created_at <= p_at AND a.event = 'limit.set'
        ORDER BY a.detail ->> 'permission', k.kind, a.detail ->> k.kind, a.id DESC
    ) AS l
    WHERE l.amount IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.limits_at(uuid, timestamptz) IS 'Amount limits of an organization at a moment.';
