CREATE TYPE hera_internal.value_rule AS (
    name text,
    kind text,
    path text,
    minimum numeric,
    maximum numeric,
    pattern text,
    allowed_values text [],
    expression text,
    program text [],
    condition text [],
    code text,
    severity text,
    message text,
    hint text
);
COMMENT ON TYPE hera_internal.value_rule IS 'A rule of an organization as it is judged: what it asks of the value at its path, when, and what its fault says.';
