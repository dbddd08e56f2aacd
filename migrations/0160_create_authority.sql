CREATE TABLE hera_internal.duty (
    permission text NOT NULL,
    limitable boolean NOT NULL,
    separable boolean NOT NULL,
    description text NOT NULL,
    CONSTRAINT duty_pk PRIMARY KEY (permission)
);
COMMENT ON TABLE hera_internal.duty IS 'Permissions for which an organization may set amount limits or keep duties apart; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.duty.permission IS 'Permission.';
COMMENT ON COLUMN hera_internal.duty.limitable IS 'Whether amounts may be limited.';
COMMENT ON COLUMN hera_internal.duty.separable IS 'Whether it may be kept apart from the duty that comes before it.';
COMMENT ON COLUMN hera_internal.duty.description IS 'What a limit and a separation mean for it.';

CREATE TABLE hera_internal.organization_role (
    organization_id uuid NOT NULL,
    role text NOT NULL,
    permissions text[] NOT NULL,
    description text,
    defined_at timestamptz NOT NULL,
    defined_by text NOT NULL,
    CONSTRAINT organization_role_pk PRIMARY KEY (organization_id, role),
    CONSTRAINT organization_role_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT organization_role_role_ck CHECK (role ~ '^[a-z][a-z0-9_]{0,62}$')
);
COMMENT ON TABLE hera_internal.organization_role IS 'Roles that an organization has beside those of HERA.';
COMMENT ON COLUMN hera_internal.organization_role.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_role.role IS 'Name of the role.';
COMMENT ON COLUMN hera_internal.organization_role.permissions IS 'What it permits.';
COMMENT ON COLUMN hera_internal.organization_role.description IS 'What it is for.';
COMMENT ON COLUMN hera_internal.organization_role.defined_at IS 'When it was defined last.';
COMMENT ON COLUMN hera_internal.organization_role.defined_by IS 'Actor or login that defined it.';

-- A role may be the organization's own now; whether there is such a role hera.grant_access knows.
-- squawk-ignore ban-drop-constraint
ALTER TABLE hera_internal.organization_member DROP CONSTRAINT organization_member_role_ck;
ALTER TABLE hera_internal.organization_member
ADD CONSTRAINT organization_member_role_name_ck CHECK (role ~ '^[a-z][a-z0-9_]{0,62}$') NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera_internal.organization_member VALIDATE CONSTRAINT organization_member_role_name_ck;

CREATE TABLE hera_internal.amount_limit (
    organization_id uuid NOT NULL,
    permission text NOT NULL,
    subject_kind text NOT NULL,
    subject text NOT NULL,
    amount numeric NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT amount_limit_pk PRIMARY KEY (organization_id, permission, subject_kind, subject),
    CONSTRAINT amount_limit_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT amount_limit_subject_kind_ck CHECK (subject_kind IN ('actor', 'role')),
    CONSTRAINT amount_limit_amount_ck CHECK (amount >= 0 AND amount < 'Infinity')
);
COMMENT ON TABLE hera_internal.amount_limit IS 'Largest gross amounts, in the organization''s currency, up to which a role or an actor may use a permission.';
COMMENT ON COLUMN hera_internal.amount_limit.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.amount_limit.permission IS 'Permission that is limited.';
COMMENT ON COLUMN hera_internal.amount_limit.subject_kind IS 'role, or actor: the limit of an actor goes before that of the role.';
COMMENT ON COLUMN hera_internal.amount_limit.subject IS 'Name of the role or the actor.';
COMMENT ON COLUMN hera_internal.amount_limit.amount IS 'Largest amount.';
COMMENT ON COLUMN hera_internal.amount_limit.set_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.amount_limit.set_by IS 'Actor or login that set it.';

CREATE TABLE hera_internal.duty_separation (
    organization_id uuid NOT NULL,
    permission text NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT duty_separation_pk PRIMARY KEY (organization_id, permission),
    CONSTRAINT duty_separation_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.duty_separation IS 'Permissions that nobody may use on his own work, once there is a second member who could.';
COMMENT ON COLUMN hera_internal.duty_separation.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.duty_separation.permission IS 'Permission that is kept apart.';
COMMENT ON COLUMN hera_internal.duty_separation.set_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.duty_separation.set_by IS 'Actor or login that set it.';

CREATE TABLE hera_internal.delegation (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    from_actor text NOT NULL,
    to_actor text NOT NULL,
    permissions text[] NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    CONSTRAINT delegation_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT delegation_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT delegation_actors_ck CHECK (from_actor <> to_actor),
    CONSTRAINT delegation_valid_ck CHECK (valid_until > valid_from),
    CONSTRAINT delegation_revoked_ck CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX delegation_to_actor_ix ON hera_internal.delegation (organization_id, to_actor);
COMMENT ON TABLE hera_internal.delegation IS 'Who acts for whom, with which permissions and between which moments.';
COMMENT ON COLUMN hera_internal.delegation.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.delegation.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.delegation.from_actor IS 'For whom.';
COMMENT ON COLUMN hera_internal.delegation.to_actor IS 'Who acts.';
COMMENT ON COLUMN hera_internal.delegation.permissions IS 'Permissions that are delegated, as long as the delegator''s own role has them.';
COMMENT ON COLUMN hera_internal.delegation.valid_from IS 'From when on.';
COMMENT ON COLUMN hera_internal.delegation.valid_until IS 'Until when, this moment excluded.';
COMMENT ON COLUMN hera_internal.delegation.reason IS 'Why.';
COMMENT ON COLUMN hera_internal.delegation.created_at IS 'Time of the id, to the millisecond.';
COMMENT ON COLUMN hera_internal.delegation.created_by IS 'Actor or login that made it.';
COMMENT ON COLUMN hera_internal.delegation.revoked_at IS 'When it was taken back before its end.';
COMMENT ON COLUMN hera_internal.delegation.revoked_by IS 'Actor or login that took it back.';

ALTER TABLE hera.core_organizations ADD COLUMN authority jsonb;
COMMENT ON COLUMN hera.core_organizations.authority IS 'Permissions with amount limits (limited) and kept apart (separated), as requests see them; NULL where there are none.';

ALTER TABLE hera_internal.review_approval ADD COLUMN on_behalf text;
COMMENT ON COLUMN hera_internal.review_approval.on_behalf IS 'For whom, where a delegation permitted it.';
