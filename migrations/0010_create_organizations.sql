CREATE TABLE hera.core_clients (
    id uuid NOT NULL,
    name text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    CONSTRAINT core_clients_pk PRIMARY KEY (id),
    CONSTRAINT core_clients_name_ck CHECK (length(name) BETWEEN 1 AND 200)
);
COMMENT ON TABLE hera.core_clients IS 'Clients; a client owns one or more organizations.';
COMMENT ON COLUMN hera.core_clients.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.core_clients.name IS 'Name of the client.';
COMMENT ON COLUMN hera.core_clients.metadata IS 'Anything the application wants to keep with the client.';
COMMENT ON COLUMN hera.core_clients.created_at IS 'Time of the id, to the millisecond.';

CREATE TABLE hera.core_organizations (
    organization_id uuid NOT NULL,
    client_id uuid NOT NULL,
    name text NOT NULL,
    currency text NOT NULL,
    minor_unit smallint NOT NULL,
    timezone text NOT NULL,
    chart text NOT NULL,
    status text NOT NULL DEFAULT 'active',
    settings jsonb NOT NULL DEFAULT '{}',
    control_accounts jsonb NOT NULL DEFAULT '{}',
    limit_register integer NOT NULL,
    closed_through date,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    CONSTRAINT core_organizations_pk PRIMARY KEY (organization_id),
    CONSTRAINT core_organizations_client_id_fk FOREIGN KEY (client_id) REFERENCES hera.core_clients (id),
    CONSTRAINT core_organizations_currency_fk FOREIGN KEY (currency) REFERENCES hera_internal.currency (code),
    CONSTRAINT core_organizations_name_ck CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT core_organizations_status_ck CHECK (status IN ('active', 'suspended'))
);
CREATE INDEX core_organizations_client_id_ix ON hera.core_organizations (client_id);
COMMENT ON TABLE hera.core_organizations IS 'Organizations: one set of books each; every other row of a tenant names its organization.';
COMMENT ON COLUMN hera.core_organizations.organization_id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.core_organizations.client_id IS 'Client that owns the organization.';
COMMENT ON COLUMN hera.core_organizations.name IS 'Name of the organization.';
COMMENT ON COLUMN hera.core_organizations.currency IS 'Currency of its books, ISO 4217.';
COMMENT ON COLUMN hera.core_organizations.minor_unit IS 'Decimals of that currency, kept here because every request needs them.';
COMMENT ON COLUMN hera.core_organizations.timezone IS 'Time zone in which its days, months and years end.';
COMMENT ON COLUMN hera.core_organizations.chart IS 'Chart of accounts it started with.';
COMMENT ON COLUMN hera.core_organizations.status IS 'active, or suspended: reads only.';
COMMENT ON COLUMN hera.core_organizations.settings IS 'Settings in force: defaults, overlaid by the server''s, overlaid by its own; kept by hera.set_setting.';
COMMENT ON COLUMN hera.core_organizations.control_accounts IS 'Account code per role (payable, bank, ...), kept by the ledger.';
COMMENT ON COLUMN hera.core_organizations.limit_register IS 'Number of the register that limits its rate.';
COMMENT ON COLUMN hera.core_organizations.closed_through IS 'Last day of the newest closed period: periods close in order, so every day up to it is closed; NULL before the first close.';
COMMENT ON COLUMN hera.core_organizations.metadata IS 'Anything the application wants to keep with the organization.';
COMMENT ON COLUMN hera.core_organizations.created_at IS 'Time of the id, to the millisecond.';

CREATE TABLE hera_internal.organization_setting (
    organization_id uuid NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT organization_setting_pk PRIMARY KEY (organization_id, name),
    CONSTRAINT organization_setting_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.organization_setting IS 'Settings that an organization has for itself.';
COMMENT ON COLUMN hera_internal.organization_setting.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_setting.name IS 'Name of the setting.';
COMMENT ON COLUMN hera_internal.organization_setting.value IS 'Value in force for this organization.';
COMMENT ON COLUMN hera_internal.organization_setting.changed_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.organization_setting.changed_by IS 'Actor or login that set it.';

CREATE TABLE hera_internal.organization_member (
    organization_id uuid NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    granted_at timestamptz NOT NULL,
    granted_by text NOT NULL,
    CONSTRAINT organization_member_pk PRIMARY KEY (organization_id, actor),
    CONSTRAINT organization_member_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT organization_member_actor_ck CHECK (length(actor) BETWEEN 1 AND 200),
    CONSTRAINT organization_member_role_ck
    CHECK (role IN ('owner', 'accountant', 'approver', 'auditor', 'viewer', 'integration'))
);
COMMENT ON TABLE hera_internal.organization_member IS 'Actors of an organization and the role each has.';
COMMENT ON COLUMN hera_internal.organization_member.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_member.actor IS 'Person or program that acts, as the application names it.';
COMMENT ON COLUMN hera_internal.organization_member.role IS 'Role that gives the permissions.';
COMMENT ON COLUMN hera_internal.organization_member.granted_at IS 'When the role was given.';
COMMENT ON COLUMN hera_internal.organization_member.granted_by IS 'Who gave it.';

CREATE TABLE hera_internal.login_binding (
    organization_id uuid NOT NULL,
    login text NOT NULL,
    actor text,
    granted_at timestamptz NOT NULL,
    granted_by text NOT NULL,
    CONSTRAINT login_binding_pk PRIMARY KEY (organization_id, login),
    CONSTRAINT login_binding_actor_fk
    FOREIGN KEY (organization_id, actor) REFERENCES hera_internal.organization_member (organization_id, actor)
);
COMMENT ON TABLE hera_internal.login_binding IS 'Which database login may speak for which actor of an organization.';
COMMENT ON COLUMN hera_internal.login_binding.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.login_binding.login IS 'Database role as the server knows the caller.';
COMMENT ON COLUMN hera_internal.login_binding.actor IS 'The one actor it is bound to; NULL for a trusted login, which names an actor by hera.set_context.';
COMMENT ON COLUMN hera_internal.login_binding.granted_at IS 'When the binding was made.';
COMMENT ON COLUMN hera_internal.login_binding.granted_by IS 'Who made it.';
