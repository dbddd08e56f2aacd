CREATE FUNCTION hera.list_conflicts(p_organization_id uuid, p_limit integer DEFAULT 100, p_before uuid DEFAULT NULL)
RETURNS TABLE (
    conflict_id uuid,
    subject text,
    transaction_id uuid,
    earlier_transaction_id uuid,
    earlier_answer text,
    earlier_actor text,
    earlier_role text,
    earlier_at timestamptz,
    later_answer text,
    later_actor text,
    later_role text,
    later_at timestamptz,
    standing text,
    resolved_by text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Where people said different things, the latest first; pass the last conflict_id to go on. Raises VAL_010 for a limit
-- outside 1 to 1000.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    RETURN QUERY
    SELECT c.id, c.subject, c.transaction_id, c.earlier_transaction_id, c.earlier_answer, c.earlier_actor,
        c.earlier_role, c.earlier_at, c.later_answer, c.later_actor, c.later_role, c.created_at, c.standing, c.resolved_by
    FROM hera_internal.feedback_conflict AS c
    WHERE c.organization_id = p_organization_id AND (p_before IS NULL OR c.id < p_before)
    ORDER BY c.id DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_conflicts(uuid, integer, uuid) IS 'Where people said different things, and whose word stands.';
GRANT EXECUTE ON FUNCTION hera.list_conflicts(uuid, integer, uuid) TO hera_app;
