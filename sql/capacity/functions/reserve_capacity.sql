CREATE FUNCTION hera.reserve_capacity(
    p_organization_id uuid, p_documents_per_month bigint, p_from date DEFAULT NULL, p_until date DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises an organization so many documents a month, from p_from (today) until p_until (no end); NULL documents take the
-- promise that begins then away. Raises AUTHZ_001, VAL_010.
DECLARE
    v_from date := coalesce(p_from, current_date);
BEGIN
    PERFORM hera_internal.require_operator('hera.reserve_capacity');
    PERFORM hera_internal.require_known('p_organization_id', p_organization_id::text, EXISTS (
        SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ));
    PERFORM hera_internal.require_known(
        'p_documents_per_month', p_documents_per_month::text, coalesce(p_documents_per_month, 1) > 0,
        '1 or more'
    );
    PERFORM hera_internal.require_known('p_until', p_until::text, coalesce(p_until >= v_from, true));
    DELETE FROM hera_internal.capacity_reservation AS r
    WHERE r.organization_id = p_organization_id AND r.starts_on = v_from;
    IF p_documents_per_month IS NOT NULL THEN
        INSERT INTO hera_internal.capacity_reservation (
            organization_id, starts_on, documents_per_month, ends_on, changed_at, changed_by
        )
        VALUES (
            p_organization_id, v_from, p_documents_per_month, p_until, clock_timestamp(), hera_internal.caller_name()
        );
    END IF;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'capacity.reserved', NULL, hera_internal.caller_name(), NULL,
        jsonb_build_object('documents_per_month', p_documents_per_month, 'from', v_from, 'until', p_until)
    );
END
$function$;
COMMENT ON FUNCTION hera.reserve_capacity(uuid, bigint, date, date) IS 'Promises an organization so many documents a month.';
ALTER FUNCTION hera.reserve_capacity(uuid, bigint, date, date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.reserve_capacity(uuid, bigint, date, date) TO hera_admin;
