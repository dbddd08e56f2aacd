CREATE TABLE hera_internal.token_key (
    kid text NOT NULL,
    algorithm text NOT NULL,
    inner_block bytea,
    outer_block bytea,
    modulus numeric,
    modulus_bytes integer,
    exponent bigint,
    issuer text,
    audience text,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT token_key_pk PRIMARY KEY (kid),
    CONSTRAINT token_key_kid_ck CHECK (length(kid) BETWEEN 1 AND 200),
    CONSTRAINT token_key_algorithm_ck CHECK (
        CASE algorithm
            WHEN 'HS256' THEN octet_length(inner_block) = 64 AND octet_length(outer_block) = 64 AND modulus IS NULL
            WHEN 'RS256' THEN modulus > 0 AND modulus_bytes >= 256 AND exponent > 2 AND inner_block IS NULL
            ELSE false
        END IS TRUE
    ),
    CONSTRAINT token_key_valid_ck CHECK (valid_until > valid_from)
);
COMMENT ON TABLE hera_internal.token_key IS 'Keys that sign tokens. A key verifies by its own algorithm only, whatever a token says.';
COMMENT ON COLUMN hera_internal.token_key.kid IS 'Name of the key, which the header of a token gives.';
COMMENT ON COLUMN hera_internal.token_key.algorithm IS 'HS256 or RS256.';
COMMENT ON COLUMN hera_internal.token_key.inner_block IS 'HS256: key XOR 0x36, 64 bytes (RFC 2104).';
COMMENT ON COLUMN hera_internal.token_key.outer_block IS 'HS256: key XOR 0x5c, 64 bytes (RFC 2104).';
COMMENT ON COLUMN hera_internal.token_key.modulus IS 'RS256: modulus of the public key.';
COMMENT ON COLUMN hera_internal.token_key.modulus_bytes IS 'RS256: bytes of the modulus, at least 256.';
COMMENT ON COLUMN hera_internal.token_key.exponent IS 'RS256: exponent of the public key.';
COMMENT ON COLUMN hera_internal.token_key.issuer IS 'Issuer that tokens of this key must name; NULL for any.';
COMMENT ON COLUMN hera_internal.token_key.audience IS 'Audience that tokens of this key must name; NULL for any.';
COMMENT ON COLUMN hera_internal.token_key.valid_from IS 'From when on tokens of this key are accepted.';
COMMENT ON COLUMN hera_internal.token_key.valid_until IS 'From when on they are no more; NULL for not known yet.';
COMMENT ON COLUMN hera_internal.token_key.created_at IS 'When the key was added.';
COMMENT ON COLUMN hera_internal.token_key.created_by IS 'Login that added it.';

CREATE TABLE hera_internal.spent_token (
    jti text NOT NULL,
    reason text NOT NULL,
    expires_at timestamptz NOT NULL,
    spent_at timestamptz NOT NULL,
    spent_by text NOT NULL,
    CONSTRAINT spent_token_pk PRIMARY KEY (jti),
    CONSTRAINT spent_token_reason_ck CHECK (reason IN ('revoked', 'used'))
);
CREATE INDEX spent_token_expires_at_ix ON hera_internal.spent_token (expires_at);
COMMENT ON TABLE hera_internal.spent_token IS 'Tokens that are accepted no more although they have not expired.';
COMMENT ON COLUMN hera_internal.spent_token.jti IS 'Identity of the token, its claim jti.';
COMMENT ON COLUMN hera_internal.spent_token.reason IS 'revoked, or used: a token with the claim once.';
COMMENT ON COLUMN hera_internal.spent_token.expires_at IS 'When the token expires; the row is deleted after that.';
COMMENT ON COLUMN hera_internal.spent_token.spent_at IS 'When it was revoked or used.';
COMMENT ON COLUMN hera_internal.spent_token.spent_by IS 'Login that revoked or used it.';

CREATE TABLE hera_internal.token_cutoff (
    actor text NOT NULL,
    issued_before timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT token_cutoff_pk PRIMARY KEY (actor)
);
COMMENT ON TABLE hera_internal.token_cutoff IS 'Times before which tokens must not have been issued.';
COMMENT ON COLUMN hera_internal.token_cutoff.actor IS 'Actor whose tokens it holds for; empty for all.';
COMMENT ON COLUMN hera_internal.token_cutoff.issued_before IS 'Tokens issued before this moment are refused.';
COMMENT ON COLUMN hera_internal.token_cutoff.changed_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.token_cutoff.changed_by IS 'Login that set it.';

CREATE UNLOGGED TABLE hera_internal.verified_token (
    token_hash bytea NOT NULL,
    kid text NOT NULL,
    claims jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT verified_token_pk PRIMARY KEY (token_hash)
);
CREATE INDEX verified_token_expires_at_ix ON hera_internal.verified_token (expires_at);
COMMENT ON TABLE hera_internal.verified_token IS 'Tokens whose signature was found right, so that it is not computed again; empty after a crash.';
COMMENT ON COLUMN hera_internal.verified_token.token_hash IS 'SHA-256 of the token.';
COMMENT ON COLUMN hera_internal.verified_token.kid IS 'Key that verified it.';
COMMENT ON COLUMN hera_internal.verified_token.claims IS 'What it claims.';
COMMENT ON COLUMN hera_internal.verified_token.expires_at IS 'When it expires.';

ALTER TABLE hera_internal.login_binding ADD COLUMN tokens_only boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera_internal.login_binding.tokens_only IS 'Whether the login is nobody until hera.authenticate has verified a token.';
