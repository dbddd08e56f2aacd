CREATE TABLE hera_internal.role_snapshot (
    role text NOT NULL,
    state jsonb NOT NULL,
    CONSTRAINT role_snapshot_pk PRIMARY KEY (role)
);
COMMENT ON TABLE hera_internal.role_snapshot IS 'Roles of the server as they were when changes of them were last recorded.';
COMMENT ON COLUMN hera_internal.role_snapshot.role IS 'Name of the role.';
COMMENT ON COLUMN hera_internal.role_snapshot.state IS 'Attributes, memberships, and the hash of each setting.';
