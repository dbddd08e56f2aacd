CREATE FUNCTION hera.audit_search(
    p_organization_id uuid, p_filter jsonb DEFAULT '{}', p_after text DEFAULT NULL, p_limit integer DEFAULT 100
)
RETURNS TABLE (
    leaf_id uuid,
    recorded_at timestamptz,
    event text,
    subject_id uuid,
    actor text,
    login text,
    request_id text,
    detail jsonb,
    seal bigint,
    cursor text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Leaves of an organization, newest first, one page a call; pass the cursor of the last row to go on. seal is the seal that
-- took a leaf, NULL for none yet. For a member of hera_admin the organization of zeros is the installation itself.
-- Filter: event (a prefix), actor, login, request_id, subject (an id), from and to (moments; to is not included).
-- Raises VAL_003, VAL_004 for another filter, VAL_006 for a value of the wrong form, VAL_010 for a limit outside 1 to 1000.
DECLARE
    v_after uuid;
    v_filter jsonb := hera_internal.read_audit_filter(p_filter);
    v_event text := v_filter ->> 'event';
    v_actor text := v_filter ->> 'actor';
    v_login text := v_filter ->> 'login';
    v_request_id text := v_filter ->> 'request_id';
    v_subject_id uuid := (v_filter ->> 'subject')::uuid;
    v_from timestamptz := (v_filter ->> 'from')::timestamptz;
    v_to timestamptz := (v_filter ->> 'to')::timestamptz;
BEGIN
    IF p_organization_id <> '00000000-0000-0000-0000-000000000000' OR NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.authorize_manager(p_organization_id, 'audit.read');
    END IF;
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    v_after := hera_internal.read_cursor(p_after);
    RETURN QUERY
    SELECT p.id, p.created_at, p.event, p.subject_id, p.actor, p.login, p.request_id, p.detail,
        (
            SELECT s.number FROM hera_internal.audit_seal AS s
            WHERE s.through_xid > p.xid
            ORDER BY s.through_xid, s.number
            LIMIT 1
        ),
        p.id::text
    FROM (
        SELECT a.* FROM hera_internal.audit_leaf AS a
        WHERE a.organization_id = p_organization_id
            AND (v_after IS NULL OR (a.id < v_after AND a.created_at <= hera_internal.uuid_time(v_after)))
            AND (v_subject_id IS NULL OR a.subject_id = v_subject_id)
            AND (v_event IS NULL OR starts_with(a.event, v_event))
            AND (v_actor IS NULL OR a.actor = v_actor)
            AND (v_login IS NULL OR a.login = v_login)
            AND (v_request_id IS NULL OR a.request_id = v_request_id)
            AND (v_from IS NULL OR (a.created_at >= v_from AND a.id >= hera_internal.first_id(v_from)))
            AND (v_to IS NULL OR (a.created_at < v_to AND a.id < hera_internal.first_id(v_to)))
        ORDER BY a.id DESC
        LIMIT p_limit
    ) AS p
    ORDER BY p.id DESC;
END
$function$;
COMMENT ON FUNCTION hera.audit_search(uuid, jsonb, text, integer) IS 'Leaves of the audit trail that match a filter, newest first, a page a call.';
ALTER FUNCTION hera.audit_search(uuid, jsonb, text, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.audit_search(uuid, jsonb, text, integer) TO hera_app, hera_admin, hera_auditor;
