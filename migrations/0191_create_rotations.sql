CREATE TABLE hera_internal.rotation (
    kind text NOT NULL,
    subject text NOT NULL,
    rotated_at timestamptz NOT NULL,
    rotated_by text NOT NULL,
    active text,
    draining text,
    CONSTRAINT rotation_pk PRIMARY KEY (kind, subject),
    CONSTRAINT rotation_kind_ck CHECK (kind IN ('role', 'signing_key'))
);
COMMENT ON TABLE hera_internal.rotation IS 'What is rotated and when it was last; how it went is in the audit trail.';
COMMENT ON COLUMN hera_internal.rotation.kind IS 'role or signing_key; other keys keep their times in tables of their own.';
COMMENT ON COLUMN hera_internal.rotation.subject IS 'The name that two login roles have without _a and _b, or context.';
COMMENT ON COLUMN hera_internal.rotation.rotated_at IS 'When it was last.';
COMMENT ON COLUMN hera_internal.rotation.rotated_by IS 'Login that did it.';
COMMENT ON COLUMN hera_internal.rotation.active IS 'What is in force: a login role, a key.';
COMMENT ON COLUMN hera_internal.rotation.draining IS 'What is still accepted until nobody uses it; NULL when nothing is.';

-- The oldest key is in force from ever, so that a clock that goes back finds one; the next are in force from a moment on.
COMMENT ON COLUMN hera_internal.context_key.created_at IS 'From when on transactions are signed with it.';
INSERT INTO hera_internal.rotation (kind, subject, rotated_at, rotated_by, active)
SELECT 'signing_key', 'context', k.created_at, 'hera', k.id::text
FROM hera_internal.context_key AS k
ORDER BY k.id DESC
LIMIT 1;
UPDATE hera_internal.context_key AS k SET created_at = '-infinity'
WHERE k.id = (SELECT min(o.id) FROM hera_internal.context_key AS o);
