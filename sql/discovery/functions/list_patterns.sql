CREATE FUNCTION hera.list_patterns(
    p_organization_id uuid, p_status text DEFAULT 'candidate', p_limit integer DEFAULT 200
)
RETURNS TABLE (
    pattern_id uuid,
    kind text,
    status text,
    transaction_type text,
    counterparty text,
    text_pattern text,
    unit text,
    account text,
    smart_code text,
    template jsonb,
    support integer,
    documents integer,
    share numeric,
    first_at date,
    last_at date,
    examples jsonb,
    shadow_tries integer,
    shadow_hits integer,
    active_hits integer,
    rule_id uuid,
    decided_by text,
    decided_at timestamptz,
    reason text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Discovered patterns of a status (candidate, accepted, dismissed), the strongest first. shadow_hits of shadow_tries
-- says how often the pattern would have been right since it was found, active_hits how often HERA was on the same
-- documents. Raises VAL_010.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    PERFORM hera_internal.require_known(
        'p_status', p_status, p_status IN ('candidate', 'accepted', 'dismissed'), 'candidate, accepted, dismissed'
    );
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    RETURN QUERY
    SELECT p.id, p.kind, p.status, p.transaction_type, e.name, p.text_pattern, p.unit, p.account_code, p.smart_code,
        p.template, p.support, p.documents, round(p.support::numeric / p.documents, 4), p.first_at, p.last_at,
        p.examples, p.shadow_tries, p.shadow_hits, p.active_hits, p.rule_id, p.decided_by, p.decided_at, p.reason
    FROM hera_internal.discovered_pattern AS p
    LEFT JOIN hera.core_entities AS e ON e.organization_id = p.organization_id AND e.id = p.counterparty_id
    WHERE p.organization_id = p_organization_id AND p.status = p_status
    ORDER BY p.support DESC, p.id
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_patterns(uuid, text, integer) IS 'Discovered patterns with their evidence.';
GRANT EXECUTE ON FUNCTION hera.list_patterns(uuid, text, integer) TO hera_app;
