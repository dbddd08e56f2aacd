ALTER TABLE hera_internal.posting_template ADD COLUMN program jsonb;
COMMENT ON COLUMN hera_internal.posting_template.program IS 'What the amounts were compiled to; NULL where every amount is gross, net or tax.';
COMMENT ON COLUMN hera_internal.posting_template.lines IS 'Lines in order: account is chosen or a control role, side debit or credit, amount an expression of gross, net, tax, quantity and rate, or rest.';

CREATE TABLE hera_internal.organization_template (
    organization_id uuid NOT NULL,
    smart_code text NOT NULL,
    id uuid NOT NULL,
    process text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    default_role text NOT NULL,
    lines jsonb NOT NULL,
    program jsonb,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    retired_at timestamptz,
    retired_by text,
    CONSTRAINT organization_template_pk PRIMARY KEY (organization_id, smart_code),
    CONSTRAINT organization_template_version_uq UNIQUE (organization_id, process, version),
    CONSTRAINT organization_template_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT organization_template_version_ck CHECK (version BETWEEN 1 AND 9999),
    CONSTRAINT organization_template_smart_code_ck CHECK (smart_code = process || '.v' || version),
    CONSTRAINT organization_template_lines_ck CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) >= 2),
    CONSTRAINT organization_template_retired_ck CHECK ((retired_at IS NULL) = (retired_by IS NULL))
);
COMMENT ON TABLE hera_internal.organization_template IS 'Posting templates of an organization: a version never changes, because documents name the one that made them.';
COMMENT ON COLUMN hera_internal.organization_template.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_template.smart_code IS 'Static smart code with its version.';
COMMENT ON COLUMN hera_internal.organization_template.id IS 'Identity, by which audit leaves name it.';
COMMENT ON COLUMN hera_internal.organization_template.process IS 'The smart code without its version.';
COMMENT ON COLUMN hera_internal.organization_template.version IS 'Number of the version; it goes on from those that came with HERA.';
COMMENT ON COLUMN hera_internal.organization_template.name IS 'Name of the business process.';
COMMENT ON COLUMN hera_internal.organization_template.default_role IS 'Control role of the chosen account when the request states no account.';
COMMENT ON COLUMN hera_internal.organization_template.lines IS 'Lines in order: account is chosen or a control role, or code an account code; side debit or credit; amount an expression.';
COMMENT ON COLUMN hera_internal.organization_template.program IS 'What the amounts were compiled to; NULL where every amount is gross, net or tax of a control role.';
COMMENT ON COLUMN hera_internal.organization_template.created_at IS 'When it was defined.';
COMMENT ON COLUMN hera_internal.organization_template.created_by IS 'Who defined it.';
COMMENT ON COLUMN hera_internal.organization_template.retired_at IS 'Since when no new document uses it; NULL while it may be used.';
COMMENT ON COLUMN hera_internal.organization_template.retired_by IS 'Who retired it.';

-- NULL spares an organization without templates of its own every look for them.
ALTER TABLE hera.core_organizations ADD COLUMN templates jsonb;
COMMENT ON COLUMN hera.core_organizations.templates IS 'Smart code in force per process with templates of its own; NULL when there is none.';
