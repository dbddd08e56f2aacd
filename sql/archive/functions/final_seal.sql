CREATE FUNCTION hera_internal.final_seal(p_month date)
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- The first seal that has every leaf which made a document of an archived month final, in whatever month the leaf is; NULL
-- while one of them has no seal. Reads the leaves of that month and of all later ones.
DECLARE
    v_xid bigint;
BEGIN
    SELECT max(a.xid) INTO v_xid
    FROM hera_internal.audit_leaf AS a
    WHERE a.created_at >= p_month::timestamp AT TIME ZONE 'UTC' AND (
        a.organization_id, hera_internal.sealed_document(a.event, a.subject_id, a.detail)
    ) IN (
        SELECT d.organization_id, d.transaction_id FROM hera_internal.archived_document AS d WHERE d.month = p_month
    );
    RETURN (
        SELECT CASE WHEN v_xid IS NULL THEN 0 ELSE min(s.number) END FROM hera_internal.audit_seal AS s
        WHERE s.through_xid > v_xid OR v_xid IS NULL
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.final_seal(date) IS 'First seal after which no document of an archived month changed.';
ALTER FUNCTION hera_internal.final_seal(date) OWNER TO hera_owner;
