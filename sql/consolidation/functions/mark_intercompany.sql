CREATE FUNCTION hera.mark_intercompany(p_organization_id uuid, p_counterparty_id uuid, p_partner_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says which organization of the same client a counterparty is; NULL that it is none. hera.consolidated_trial_balance
-- eliminates what was done with it. Raises VAL_010 for an unknown counterparty or an organization of another client.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'entities.write');
BEGIN
    PERFORM hera_internal.require_known('p_counterparty_id', p_counterparty_id::text, EXISTS (
        SELECT FROM hera.core_entities AS e WHERE e.organization_id = p_organization_id AND e.id = p_counterparty_id
    ));
    PERFORM hera_internal.require_known(
        'p_partner_id', p_partner_id::text,
        p_partner_id IS NULL OR hera_internal.are_of_one_client(p_organization_id, p_partner_id)
    );
    DELETE FROM hera_internal.intercompany_partner AS p
    WHERE p.organization_id = p_organization_id AND p.entity_id = p_counterparty_id;
    INSERT INTO hera_internal.intercompany_partner (organization_id, entity_id, partner_id, marked_at, marked_by)
    SELECT p_organization_id, p_counterparty_id, p_partner_id, clock_timestamp(), v_by WHERE p_partner_id IS NOT NULL;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'intercompany.marked', p_counterparty_id, v_by, NULL, jsonb_build_object('partner', p_partner_id)
    );
END
$function$;
COMMENT ON FUNCTION hera.mark_intercompany(uuid, uuid, uuid) IS 'Says which organization of the same client a counterparty is.';
GRANT EXECUTE ON FUNCTION hera.mark_intercompany(uuid, uuid, uuid) TO hera_app, hera_admin;
