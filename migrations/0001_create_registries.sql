-- Registries that travel with the code: their rows are data bindings, put right by hera.migrate().
CREATE TABLE hera_internal.error_code (
    code text NOT NULL,
    sqlstate text NOT NULL,
    severity text NOT NULL,
    stage text NOT NULL,
    http_status smallint NOT NULL,
    message text NOT NULL,
    hint text NOT NULL,
    CONSTRAINT error_code_pk PRIMARY KEY (code),
    CONSTRAINT error_code_code_ck CHECK (code ~ '^[A-Z]+_[0-9]{3}$'),
    CONSTRAINT error_code_sqlstate_ck CHECK (sqlstate ~ '^ZH[A-Z][0-9]{2}$'),
    CONSTRAINT error_code_severity_ck CHECK (severity IN ('error', 'warning')),
    CONSTRAINT error_code_http_status_ck CHECK (http_status BETWEEN 400 AND 599)
);
COMMENT ON TABLE hera_internal.error_code IS 'Every error HERA raises or reports, one row a code; documentation and client constants are made from it.';
COMMENT ON COLUMN hera_internal.error_code.code IS 'Stable code of the error, such as VAL_001.';
COMMENT ON COLUMN hera_internal.error_code.sqlstate IS 'SQLSTATE raised when the error is an exception; class ZH.';
COMMENT ON COLUMN hera_internal.error_code.severity IS 'error refuses the request, warning is reported beside the outcome.';
COMMENT ON COLUMN hera_internal.error_code.stage IS 'Stage of a request that reports the error.';
COMMENT ON COLUMN hera_internal.error_code.http_status IS 'HTTP status for gateways that map errors to HTTP.';
COMMENT ON COLUMN hera_internal.error_code.message IS 'Default message, used where the function that reports it has none more exact.';
COMMENT ON COLUMN hera_internal.error_code.hint IS 'What the caller can do about it.';

CREATE TABLE hera_internal.setting_definition (
    name text NOT NULL,
    value_type text NOT NULL,
    default_value text NOT NULL,
    minimum numeric,
    maximum numeric,
    per_organization boolean NOT NULL,
    description text NOT NULL,
    CONSTRAINT setting_definition_pk PRIMARY KEY (name),
    CONSTRAINT setting_definition_value_type_ck CHECK (value_type IN ('integer', 'number', 'boolean', 'text'))
);
COMMENT ON TABLE hera_internal.setting_definition IS 'Every setting with its type, range and default.';
COMMENT ON COLUMN hera_internal.setting_definition.name IS 'Name, in lower case.';
COMMENT ON COLUMN hera_internal.setting_definition.value_type IS 'integer, number, boolean or text.';
COMMENT ON COLUMN hera_internal.setting_definition.default_value IS 'Value in force when nobody set another.';
COMMENT ON COLUMN hera_internal.setting_definition.minimum IS 'Smallest value allowed for a number.';
COMMENT ON COLUMN hera_internal.setting_definition.maximum IS 'Largest value allowed for a number.';
COMMENT ON COLUMN hera_internal.setting_definition.per_organization IS 'Whether an organization may have a value of its own.';
COMMENT ON COLUMN hera_internal.setting_definition.description IS 'What the setting changes, with its unit.';

CREATE TABLE hera_internal.server_setting (
    name text NOT NULL,
    value text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT server_setting_pk PRIMARY KEY (name)
);
COMMENT ON TABLE hera_internal.server_setting IS 'Settings changed for every organization that has no value of its own.';
COMMENT ON COLUMN hera_internal.server_setting.name IS 'Name of the setting.';
COMMENT ON COLUMN hera_internal.server_setting.value IS 'Value in force.';
COMMENT ON COLUMN hera_internal.server_setting.changed_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.server_setting.changed_by IS 'Login that set it.';

CREATE TABLE hera_internal.role_permission (
    role text NOT NULL,
    permission text NOT NULL,
    CONSTRAINT role_permission_pk PRIMARY KEY (role, permission)
);
COMMENT ON TABLE hera_internal.role_permission IS 'What each role of an organization may do.';
COMMENT ON COLUMN hera_internal.role_permission.role IS 'owner, accountant, approver, auditor, viewer or integration.';
COMMENT ON COLUMN hera_internal.role_permission.permission IS 'Permission as entry functions ask for it, such as transactions.submit.';

CREATE TABLE hera_internal.request_field (
    scope text NOT NULL,
    field text NOT NULL,
    json_types text[] NOT NULL,
    max_length integer,
    pattern text,
    value_kind text NOT NULL,
    description text NOT NULL,
    CONSTRAINT request_field_pk PRIMARY KEY (scope, field),
    CONSTRAINT request_field_scope_ck CHECK (scope IN ('request', 'line', 'settles')),
    CONSTRAINT request_field_value_kind_ck CHECK (
        value_kind IN ('text', 'date', 'money', 'rate', 'uuid', 'boolean', 'object', 'array')
    )
);
COMMENT ON TABLE hera_internal.request_field IS 'The fields a request may have: JSON types, longest text and pattern are checked before any cast.';
COMMENT ON COLUMN hera_internal.request_field.scope IS 'Where the field stands: request, line or settles.';
COMMENT ON COLUMN hera_internal.request_field.field IS 'Name of the field.';
COMMENT ON COLUMN hera_internal.request_field.json_types IS 'JSON types accepted for it; null always counts as absent.';
COMMENT ON COLUMN hera_internal.request_field.max_length IS 'Longest accepted text, in characters, also of numbers.';
COMMENT ON COLUMN hera_internal.request_field.pattern IS 'Regular expression that the text must match.';
COMMENT ON COLUMN hera_internal.request_field.value_kind IS 'How the value is read.';
COMMENT ON COLUMN hera_internal.request_field.description IS 'What the field means.';

CREATE TABLE hera_internal.context_key (
    id smallint NOT NULL,
    inner_block bytea NOT NULL,
    outer_block bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT context_key_pk PRIMARY KEY (id),
    CONSTRAINT context_key_blocks_ck CHECK (octet_length(inner_block) = 64 AND octet_length(outer_block) = 64)
);
COMMENT ON TABLE hera_internal.context_key IS 'Key that signs the context of a transaction, as the two padded blocks of HMAC-SHA-256 (RFC 2104).';
COMMENT ON COLUMN hera_internal.context_key.id IS 'Number of the key; the highest signs.';
COMMENT ON COLUMN hera_internal.context_key.inner_block IS 'Key XOR 0x36, 64 bytes.';
COMMENT ON COLUMN hera_internal.context_key.outer_block IS 'Key XOR 0x5c, 64 bytes.';
COMMENT ON COLUMN hera_internal.context_key.created_at IS 'When the key was made.';

DO $migration$
DECLARE
    v_key bytea := pg_catalog.sha256(
        pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
        || pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
    );
    v_inner bytea := pg_catalog.decode(pg_catalog.repeat('36', 64), 'hex');
    v_outer bytea := pg_catalog.decode(pg_catalog.repeat('5c', 64), 'hex');
BEGIN
    FOR i IN 0..31 LOOP
        v_inner := pg_catalog.set_byte(v_inner, i, pg_catalog.get_byte(v_key, i) # 54);
        v_outer := pg_catalog.set_byte(v_outer, i, pg_catalog.get_byte(v_key, i) # 92);
    END LOOP;
    INSERT INTO hera_internal.context_key (id, inner_block, outer_block, created_at)
    VALUES (1, v_inner, v_outer, pg_catalog.now());
END
$migration$;
