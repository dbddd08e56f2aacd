-- has_rules spares an organization without rules of its own every look at them.
ALTER TABLE hera.core_organizations ADD COLUMN has_rules boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera.core_organizations.has_rules IS 'Whether any validation rule of its own is enabled.';

CREATE TABLE hera_internal.validation_rule (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    transaction_type text,
    kind text NOT NULL,
    path text NOT NULL,
    condition text,
    condition_program text[],
    minimum numeric,
    maximum numeric,
    pattern text,
    allowed_values text[],
    expression text,
    expression_program text[],
    code text NOT NULL,
    severity text NOT NULL,
    message text,
    hint text,
    valid_from date,
    valid_until date,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT validation_rule_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT validation_rule_name_uq UNIQUE (organization_id, name),
    CONSTRAINT validation_rule_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT validation_rule_kind_ck CHECK (
        kind IN ('required', 'range', 'length', 'pattern', 'allowed_values', 'expression')
    ),
    CONSTRAINT validation_rule_severity_ck CHECK (severity IN ('error', 'review', 'warning')),
    CONSTRAINT validation_rule_pattern_ck CHECK (length(pattern) <= 200),
    CONSTRAINT validation_rule_expression_ck CHECK (length(expression) <= 500 AND length(condition) <= 500),
    CONSTRAINT validation_rule_minimum_ck CHECK (minimum > '-Infinity' AND minimum < 'Infinity'),
    CONSTRAINT validation_rule_maximum_ck CHECK (maximum > '-Infinity' AND maximum < 'Infinity')
);
COMMENT ON TABLE hera_internal.validation_rule IS 'Rules that an organization has for its own documents, beside those of every organization.';
COMMENT ON COLUMN hera_internal.validation_rule.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.validation_rule.id IS 'Identity, by which audit leaves name it.';
COMMENT ON COLUMN hera_internal.validation_rule.name IS 'Name, by which the organization knows it.';
COMMENT ON COLUMN hera_internal.validation_rule.transaction_type IS 'Type that it is for; NULL for every type.';
COMMENT ON COLUMN hera_internal.validation_rule.kind IS 'What is asked of the value: required, range, length, pattern, allowed_values, or an expression over the document.';
COMMENT ON COLUMN hera_internal.validation_rule.path IS 'Where the value stands; lines[].account is the account of every stated line.';
COMMENT ON COLUMN hera_internal.validation_rule.condition IS 'Expression that must be true for the rule to speak; NULL for always.';
COMMENT ON COLUMN hera_internal.validation_rule.condition_program IS 'What the condition was compiled to.';
COMMENT ON COLUMN hera_internal.validation_rule.minimum IS 'Least value, or least length.';
COMMENT ON COLUMN hera_internal.validation_rule.maximum IS 'Greatest value, or greatest length.';
COMMENT ON COLUMN hera_internal.validation_rule.pattern IS 'Regular expression that the whole text must match.';
COMMENT ON COLUMN hera_internal.validation_rule.allowed_values IS 'Texts of the values that are allowed.';
COMMENT ON COLUMN hera_internal.validation_rule.expression IS 'Expression that must not be false.';
COMMENT ON COLUMN hera_internal.validation_rule.expression_program IS 'What the expression was compiled to.';
COMMENT ON COLUMN hera_internal.validation_rule.code IS 'Code of the fault: one of HERA, or one of the organization, which begins with X_.';
COMMENT ON COLUMN hera_internal.validation_rule.severity IS 'error refuses the document, review lets a person see it before it is posted, warning is told with the outcome.';
COMMENT ON COLUMN hera_internal.validation_rule.message IS 'What the fault says; NULL for words that HERA makes of the rule.';
COMMENT ON COLUMN hera_internal.validation_rule.hint IS 'What to do; NULL for the hint of the code.';
COMMENT ON COLUMN hera_internal.validation_rule.valid_from IS 'First transaction date for which it speaks; NULL for any.';
COMMENT ON COLUMN hera_internal.validation_rule.valid_until IS 'Last transaction date for which it speaks; NULL for any.';
COMMENT ON COLUMN hera_internal.validation_rule.enabled IS 'Whether it speaks at all.';
COMMENT ON COLUMN hera_internal.validation_rule.changed_at IS 'When it was defined as it is.';
COMMENT ON COLUMN hera_internal.validation_rule.changed_by IS 'Who defined it.';

CREATE TABLE hera_internal.builtin_rule (
    name text NOT NULL,
    position smallint NOT NULL,
    stage text NOT NULL,
    kind text NOT NULL,
    path text NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    description text NOT NULL,
    CONSTRAINT builtin_rule_pk PRIMARY KEY (name),
    CONSTRAINT builtin_rule_position_uq UNIQUE (position),
    CONSTRAINT builtin_rule_stage_ck CHECK (
        stage IN ('context', 'size', 'replay', 'limit', 'schema', 'business', 'content', 'posting')
    ),
    CONSTRAINT builtin_rule_severity_ck CHECK (severity IN ('error', 'review', 'warning'))
);
COMMENT ON TABLE hera_internal.builtin_rule IS 'Rules that hold for the documents of every organization, in the order in which they are judged; shapes are in request_field.';
COMMENT ON COLUMN hera_internal.builtin_rule.name IS 'Name.';
COMMENT ON COLUMN hera_internal.builtin_rule.position IS 'Place in the order.';
COMMENT ON COLUMN hera_internal.builtin_rule.stage IS 'Stage of a request that judges it.';
COMMENT ON COLUMN hera_internal.builtin_rule.kind IS 'What is asked: required, range, known, unique, agreement or permission.';
COMMENT ON COLUMN hera_internal.builtin_rule.path IS 'Where its faults stand; lines[] for any line.';
COMMENT ON COLUMN hera_internal.builtin_rule.code IS 'Code of its faults.';
COMMENT ON COLUMN hera_internal.builtin_rule.severity IS 'error refuses, review lets a person look first, warning is told.';
COMMENT ON COLUMN hera_internal.builtin_rule.description IS 'What must hold.';

-- Scopes are the house's own names: a list of them would have to change with every new one.
-- squawk-ignore ban-drop-constraint
ALTER TABLE hera_internal.request_field DROP CONSTRAINT request_field_scope_ck;
ALTER TABLE hera_internal.request_field
ADD CONSTRAINT request_field_scope_ck CHECK (scope ~ '^[a-z_]{1,30}$') NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera_internal.request_field VALIDATE CONSTRAINT request_field_scope_ck;
