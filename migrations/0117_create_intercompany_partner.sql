CREATE TABLE hera_internal.intercompany_partner (
    organization_id uuid NOT NULL,
    entity_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    marked_at timestamptz NOT NULL,
    marked_by text NOT NULL,
    CONSTRAINT intercompany_partner_pk PRIMARY KEY (organization_id, entity_id),
    CONSTRAINT intercompany_partner_entity_id_fk
    FOREIGN KEY (organization_id, entity_id) REFERENCES hera.core_entities (organization_id, id)
);
COMMENT ON TABLE hera_internal.intercompany_partner IS 'Counterparties that are organizations of the same client: what was done with them is eliminated in consolidation.';
COMMENT ON COLUMN hera_internal.intercompany_partner.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.intercompany_partner.entity_id IS 'Its counterparty.';
COMMENT ON COLUMN hera_internal.intercompany_partner.partner_id IS 'Organization that the counterparty is.';
COMMENT ON COLUMN hera_internal.intercompany_partner.marked_at IS 'When it was marked.';
COMMENT ON COLUMN hera_internal.intercompany_partner.marked_by IS 'Actor or login that marked it.';
