CREATE FUNCTION hera_internal.pending_state(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The field pending of an outcome: what a document reserved, until when, and how that ended; {} for one that never was.
BEGIN
    RETURN coalesce((
        SELECT jsonb_build_object('pending', jsonb_build_object(
            'amount', p.amount, 'expires_at', p.expires_at
        ) || CASE WHEN p.resolution IS NOT NULL THEN jsonb_build_object(
            'resolution', p.resolution, 'posted_amount', p.posted_amount, 'reason', p.reason,
            'resolved_at', p.resolved_at, 'resolved_by', p.resolved_by
        ) ELSE '{}' END)
        FROM hera_internal.pending_document AS p
        WHERE p.organization_id = p_organization_id AND p.transaction_id = p_transaction_id
    ), '{}');
END
$function$;
COMMENT ON FUNCTION hera_internal.pending_state(uuid, uuid) IS 'What a pending document reserved, for its outcome.';
