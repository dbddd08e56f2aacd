CREATE TABLE hera_internal.alert (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    raised_at timestamptz NOT NULL,
    cleared_at timestamptz,
    CONSTRAINT alert_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT alert_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT alert_code_ck CHECK (code ~ '^[a-z_]+([.][a-z_]+)+$')
);
CREATE UNIQUE INDEX alert_open_key ON hera_internal.alert (organization_id, code, subject) WHERE cleared_at IS NULL;
COMMENT ON TABLE hera_internal.alert IS 'What a person must know of and that does not stop a request; open until it is cleared.';
COMMENT ON COLUMN hera_internal.alert.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.alert.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.alert.code IS 'Kind of alert, such as gate.drift.';
COMMENT ON COLUMN hera_internal.alert.subject IS 'What it is about; of one kind and subject at most one alert is open.';
COMMENT ON COLUMN hera_internal.alert.detail IS 'What was seen, in words.';
COMMENT ON COLUMN hera_internal.alert.raised_at IS 'When it was raised.';
COMMENT ON COLUMN hera_internal.alert.cleared_at IS 'When its cause was gone; NULL while it is open.';
