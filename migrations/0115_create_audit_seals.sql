-- Leaves that are written before the default is set keep the number of this transaction: the first seal takes them.
ALTER TABLE hera_internal.audit_leaf ADD COLUMN xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
COMMENT ON COLUMN hera_internal.audit_leaf.xid IS 'Transaction that wrote it; numbered on over a restore, so that it never starts anew.';
-- Leaves come in about the order of their transactions: an index of ranges finds the new ones and costs a request little.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX audit_leaf_xid_ix ON hera_internal.audit_leaf USING brin (xid)
WITH (pages_per_range = 16, autosummarize = on);
COMMENT ON INDEX hera_internal.audit_leaf_xid_ix IS 'Leaves that no seal has yet.';

CREATE TABLE hera_internal.audit_horizon (
    number integer NOT NULL,
    system_identifier bigint NOT NULL,
    xid_offset bigint NOT NULL,
    first_seal bigint NOT NULL,
    reason text NOT NULL,
    started_at timestamptz NOT NULL,
    started_by text NOT NULL,
    CONSTRAINT audit_horizon_pk PRIMARY KEY (number)
);
COMMENT ON TABLE hera_internal.audit_horizon IS 'Clusters that the audit trail has lived in: transactions of one are not comparable with those of another.';
COMMENT ON COLUMN hera_internal.audit_horizon.number IS 'Number, from 1.';
COMMENT ON COLUMN hera_internal.audit_horizon.system_identifier IS 'system_identifier of the cluster.';
COMMENT ON COLUMN hera_internal.audit_horizon.xid_offset IS 'What is added to a transaction id of the cluster, so that numbers go on from those of the one before.';
COMMENT ON COLUMN hera_internal.audit_horizon.first_seal IS 'First seal in it.';
COMMENT ON COLUMN hera_internal.audit_horizon.reason IS 'first, restored or acknowledged.';
COMMENT ON COLUMN hera_internal.audit_horizon.started_at IS 'When it began.';
COMMENT ON COLUMN hera_internal.audit_horizon.started_by IS 'Login that began it.';

CREATE TABLE hera_internal.audit_seal (
    number bigint NOT NULL,
    horizon integer NOT NULL,
    tree_size bigint NOT NULL,
    root hera_internal.sha256 NOT NULL,
    through_xid bigint NOT NULL,
    oldest_at timestamptz,
    sealed_at timestamptz NOT NULL,
    sealed_by text NOT NULL,
    previous_hash hera_internal.sha256 NOT NULL,
    seal_hash hera_internal.sha256 NOT NULL,
    CONSTRAINT audit_seal_pk PRIMARY KEY (number),
    CONSTRAINT audit_seal_horizon_fk FOREIGN KEY (horizon) REFERENCES hera_internal.audit_horizon (number)
);
CREATE INDEX audit_seal_sealed_at_ix ON hera_internal.audit_seal (sealed_at);
CREATE INDEX audit_seal_through_xid_ix ON hera_internal.audit_seal (through_xid);
COMMENT ON TABLE hera_internal.audit_seal IS 'Seals of the audit trail: each names the root of the Merkle tree over all leaves so far and the seal before it.';
COMMENT ON COLUMN hera_internal.audit_seal.number IS 'Number, from 1 without gaps.';
COMMENT ON COLUMN hera_internal.audit_seal.horizon IS 'Cluster it was made in.';
COMMENT ON COLUMN hera_internal.audit_seal.tree_size IS 'Leaves in the tree.';
COMMENT ON COLUMN hera_internal.audit_seal.root IS 'Root of the tree, RFC 6962.';
COMMENT ON COLUMN hera_internal.audit_seal.through_xid IS 'Every leaf of a transaction before this one is in the tree, and no other.';
COMMENT ON COLUMN hera_internal.audit_seal.oldest_at IS 'Time of the oldest leaf that this seal added.';
COMMENT ON COLUMN hera_internal.audit_seal.sealed_at IS 'When it was made; never before the seal before it.';
COMMENT ON COLUMN hera_internal.audit_seal.sealed_by IS 'Login that made it.';
COMMENT ON COLUMN hera_internal.audit_seal.previous_hash IS 'Hash of the seal before it; zeros for the first.';
COMMENT ON COLUMN hera_internal.audit_seal.seal_hash IS 'SHA-256 of its own canonical form, which has the hash before it.';
COMMENT ON INDEX hera_internal.audit_seal_sealed_at_ix IS 'The last seal at or before a moment.';
COMMENT ON INDEX hera_internal.audit_seal_through_xid_ix IS 'The seal that took a leaf.';

CREATE TABLE hera_internal.audit_tile (
    level smallint NOT NULL,
    tile bigint NOT NULL,
    digests bytea NOT NULL,
    keys bytea,
    CONSTRAINT audit_tile_pk PRIMARY KEY (level, tile)
);
ALTER TABLE hera_internal.audit_tile ALTER COLUMN digests SET STORAGE EXTERNAL, ALTER COLUMN keys SET STORAGE EXTERNAL;
COMMENT ON TABLE hera_internal.audit_tile IS 'The Merkle tree, 256 digests a row: level 0 has the leaves, level n + 1 the roots of the full rows of level n.';
COMMENT ON COLUMN hera_internal.audit_tile.level IS 'Level: a hash of level n stands for 256^n leaves.';
COMMENT ON COLUMN hera_internal.audit_tile.tile IS 'Number of the row in its level, from 0.';
COMMENT ON COLUMN hera_internal.audit_tile.digests IS 'Up to 256 digests of 32 bytes; only the last row of a level has fewer, and grows.';
COMMENT ON COLUMN hera_internal.audit_tile.keys IS 'Organization and id of each leaf of level 0, 32 bytes a leaf.';

CREATE TABLE hera_internal.audit_head (
    singleton boolean NOT NULL DEFAULT true,
    seal bigint NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (singleton),
    CONSTRAINT audit_head_singleton_ck CHECK (singleton)
);
COMMENT ON TABLE hera_internal.audit_head IS 'The last seal; one row, which whoever seals locks.';
COMMENT ON COLUMN hera_internal.audit_head.singleton IS 'Always true.';
COMMENT ON COLUMN hera_internal.audit_head.seal IS 'Number of the last seal; 0 before the first.';
INSERT INTO hera_internal.audit_head (seal) VALUES (0);
