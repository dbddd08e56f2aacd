SELECT organization_id, entity_id, partner_id, marked_at, marked_by FROM hera_internal.intercompany_partner WHERE false;
