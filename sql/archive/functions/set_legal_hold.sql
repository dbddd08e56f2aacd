CREATE FUNCTION hera.set_legal_hold(p_organization_id uuid, p_from date, p_to date, p_reason text)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- From now on nothing is archived or deleted that was submitted or dated from p_from to p_to, of one organization or, for
-- NULL, of all. NULL dates are no bounds. Returns the id of the hold. Raises AUTHZ_001, VAL_002, VAL_010.
DECLARE
    v_id uuid := hera_internal.new_id();
    v_organization_id uuid := coalesce(p_organization_id, '00000000-0000-0000-0000-000000000000');
BEGIN
    PERFORM hera_internal.require_operator('hera.set_legal_hold');
    PERFORM hera_internal.require_known('p_organization_id', p_organization_id::text, p_organization_id IS NULL OR EXISTS (
        SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ));
    IF coalesce(p_reason, '') = '' THEN
        PERFORM hera_internal.raise_error('VAL_002', 'p_reason');
    END IF;
    PERFORM hera_internal.require_known('p_to', p_to::text, coalesce(p_to >= p_from, true), 'a day from p_from on, or NULL');
    INSERT INTO hera_internal.legal_hold (organization_id, id, starts_on, ends_on, reason, set_at, set_by)
    VALUES (
        v_organization_id, v_id, coalesce(p_from, '-infinity'), coalesce(p_to, 'infinity'), left(p_reason, 1000),
        clock_timestamp(), hera_internal.caller_name()
    );
    PERFORM hera_internal.write_audit_leaf(
        v_organization_id, 'hold.set', v_id, hera_internal.caller_name(), NULL,
        jsonb_build_object('from', p_from, 'to', p_to, 'reason', left(p_reason, 1000))
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.set_legal_hold(uuid, date, date, text) IS 'Keeps days of an organization, or of all, from being archived and deleted.';
ALTER FUNCTION hera.set_legal_hold(uuid, date, date, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_legal_hold(uuid, date, date, text) TO hera_admin;
