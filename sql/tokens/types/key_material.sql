CREATE TYPE hera_internal.key_material AS (
    algorithm text,
    inner_block bytea,
    outer_block bytea,
    modulus numeric,
    modulus_bytes integer,
    exponent bigint
);
COMMENT ON TYPE hera_internal.key_material IS 'What a key verifies with; see hera_internal.token_key.';
