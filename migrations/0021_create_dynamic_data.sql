-- Custom fields: a registry of what may be recorded for an entity type, and the typed values with the day they begin.

CREATE TABLE hera_internal.field_definition (
    organization_id uuid NOT NULL,
    entity_type text NOT NULL,
    field_name text NOT NULL,
    data_type text NOT NULL,
    required boolean NOT NULL DEFAULT false,
    minimum numeric,
    maximum numeric,
    pattern text,
    allowed_values text[],
    description text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT field_definition_pkey PRIMARY KEY (organization_id, entity_type, field_name),
    CONSTRAINT field_definition_organization_fkey FOREIGN KEY (organization_id)
        REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT field_definition_entity_type_check CHECK (entity_type ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT field_definition_field_name_check CHECK (field_name ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT field_definition_data_type_check CHECK (
        data_type IN ('text', 'number', 'integer', 'date', 'timestamp', 'boolean', 'json')
    ),
    -- NaN sorts above Infinity, so an upper bound of "below Infinity" excludes both.
    CONSTRAINT field_definition_minimum_check CHECK (minimum > '-Infinity' AND minimum < 'Infinity'),
    CONSTRAINT field_definition_maximum_check CHECK (maximum > '-Infinity' AND maximum < 'Infinity'),
    CONSTRAINT field_definition_range_check CHECK (minimum <= maximum),
    CONSTRAINT field_definition_range_type_check CHECK (
        (minimum IS NULL AND maximum IS NULL) OR data_type IN ('number', 'integer', 'text')
    ),
    CONSTRAINT field_definition_pattern_check CHECK (
        pattern IS NULL OR (data_type = 'text' AND length(pattern) BETWEEN 1 AND 200)
    ),
    CONSTRAINT field_definition_allowed_values_check CHECK (
        allowed_values IS NULL
        OR (data_type IN ('text', 'number', 'integer', 'date') AND cardinality(allowed_values) BETWEEN 1 AND 500)
    ),
    CONSTRAINT field_definition_description_check CHECK (length(description) <= 1000)
);

COMMENT ON TABLE hera_internal.field_definition IS
'Field registry: which custom fields an entity type of an organization has, and what a value must satisfy.';
COMMENT ON COLUMN hera_internal.field_definition.organization_id IS 'Organization that defined the field.';
COMMENT ON COLUMN hera_internal.field_definition.entity_type IS 'Entity type the field belongs to.';
COMMENT ON COLUMN hera_internal.field_definition.field_name IS 'Name of the field, lower snake case.';
COMMENT ON COLUMN hera_internal.field_definition.data_type IS
'text, number, integer, date, timestamp, boolean or json; fixed once a value is recorded.';
COMMENT ON COLUMN hera_internal.field_definition.required IS
'True when an entity is created with a value and the value may be replaced but not ended.';
COMMENT ON COLUMN hera_internal.field_definition.minimum IS
'Smallest number allowed; for text the smallest length in characters.';
COMMENT ON COLUMN hera_internal.field_definition.maximum IS
'Largest number allowed; for text the largest length in characters.';
COMMENT ON COLUMN hera_internal.field_definition.pattern IS
'Regular expression that the whole text must match; a text with a pattern has at most 1000 characters.';
COMMENT ON COLUMN hera_internal.field_definition.allowed_values IS 'The only values allowed, as text.';
COMMENT ON COLUMN hera_internal.field_definition.description IS 'What the field means, for people.';
COMMENT ON COLUMN hera_internal.field_definition.created_at IS 'When the field was first defined.';

-- A value has a first day and no last day: it holds until the next row of the same field begins. Two values of one
-- field can therefore not overlap, whatever is inserted in whatever order.
CREATE TABLE hera.core_dynamic_data (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    entity_id uuid NOT NULL,
    field_name text NOT NULL,
    value_text text,
    value_number numeric,
    value_date date,
    value_timestamp timestamptz,
    value_boolean boolean,
    value_json jsonb,
    valid_from date NOT NULL,
    created_at timestamptz NOT NULL,
    actor text NOT NULL,
    CONSTRAINT core_dynamic_data_pkey PRIMARY KEY (organization_id, id),
    CONSTRAINT core_dynamic_data_begin_key UNIQUE (organization_id, entity_id, field_name, valid_from),
    CONSTRAINT core_dynamic_data_entity_fkey FOREIGN KEY (organization_id, entity_id)
        REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT core_dynamic_data_one_value_check CHECK (
        num_nonnulls(value_text, value_number, value_date, value_timestamp, value_boolean, value_json) <= 1
    ),
    CONSTRAINT core_dynamic_data_number_check CHECK (value_number > '-Infinity' AND value_number < 'Infinity'),
    CONSTRAINT core_dynamic_data_date_check CHECK (isfinite(value_date)),
    CONSTRAINT core_dynamic_data_timestamp_check CHECK (isfinite(value_timestamp)),
    CONSTRAINT core_dynamic_data_text_check CHECK (length(value_text) <= 10000),
    CONSTRAINT core_dynamic_data_json_check CHECK (jsonb_typeof(value_json) <> 'null'),
    CONSTRAINT core_dynamic_data_valid_from_check CHECK (isfinite(valid_from))
);

COMMENT ON TABLE hera.core_dynamic_data IS
'Typed custom field values of entities; the value at a date is the row with the newest valid_from at or before it.';
COMMENT ON COLUMN hera.core_dynamic_data.organization_id IS 'Organization that owns the entity.';
COMMENT ON COLUMN hera.core_dynamic_data.id IS 'UUID version 7 of this record.';
COMMENT ON COLUMN hera.core_dynamic_data.entity_id IS 'Entity the value belongs to.';
COMMENT ON COLUMN hera.core_dynamic_data.field_name IS 'Field, as registered for the type of the entity.';
COMMENT ON COLUMN hera.core_dynamic_data.value_text IS 'Value of a text field.';
COMMENT ON COLUMN hera.core_dynamic_data.value_number IS 'Value of a number or integer field.';
COMMENT ON COLUMN hera.core_dynamic_data.value_date IS 'Value of a date field.';
COMMENT ON COLUMN hera.core_dynamic_data.value_timestamp IS 'Value of a timestamp field.';
COMMENT ON COLUMN hera.core_dynamic_data.value_boolean IS 'Value of a boolean field.';
COMMENT ON COLUMN hera.core_dynamic_data.value_json IS 'Value of a json field.';
COMMENT ON COLUMN hera.core_dynamic_data.valid_from IS
'First day of the value; with no value column filled, the first day without a value.';
COMMENT ON COLUMN hera.core_dynamic_data.created_at IS 'When the value was recorded: the time in its id.';
COMMENT ON COLUMN hera.core_dynamic_data.actor IS 'Who recorded the value.';
