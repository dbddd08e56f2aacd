SELECT kid, algorithm, inner_block, outer_block, modulus, modulus_bytes, exponent, issuer, audience, valid_from, valid_until,
    created_at, created_by
FROM hera_internal.token_key WHERE false;
SELECT jti, reason, expires_at, spent_at, spent_by FROM hera_internal.spent_token WHERE false;
SELECT actor, issued_before, changed_at, changed_by FROM hera_internal.token_cutoff WHERE false;
-- A standby cannot read an unlogged table, only its description.
SELECT 1 / (count(*) = 4)::integer FROM pg_catalog.pg_attribute AS a
WHERE a.attrelid = 'hera_internal.verified_token'::regclass
    AND a.attname IN ('token_hash', 'kid', 'claims', 'expires_at') AND NOT a.attisdropped;
SELECT tokens_only FROM hera_internal.login_binding WHERE false;
