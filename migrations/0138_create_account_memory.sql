-- What a guess asks of memory, one row a key: the rows of hera.ai_transaction_patterns under one key are as many as the
-- accounts that were ever chosen for it, which for a common text is all of them. A trigger keeps it.
CREATE TABLE hera_internal.account_memory (
    organization_id uuid NOT NULL,
    memory_key text COLLATE "C" NOT NULL,
    level smallint NOT NULL,
    accounts text[] NOT NULL,
    shares double precision[] NOT NULL,
    streak integer NOT NULL,
    last_date date,
    pure boolean NOT NULL,
    CONSTRAINT account_memory_pk PRIMARY KEY (organization_id, memory_key),
    CONSTRAINT account_memory_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.account_memory IS 'What memory says under one key: the account that was decided last, and the shares of those that count.';
COMMENT ON COLUMN hera_internal.account_memory.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.account_memory.memory_key IS 'Digest, as in hera.ai_transaction_patterns.';
COMMENT ON COLUMN hera_internal.account_memory.level IS 'Level of the key: 0 amount, 1 text, 2 payee, 3 unit.';
COMMENT ON COLUMN hera_internal.account_memory.accounts IS 'The account that was decided last, then the others with a share of at least one percent.';
COMMENT ON COLUMN hera_internal.account_memory.shares IS 'Faded share of each of these accounts in all decisions under the key.';
COMMENT ON COLUMN hera_internal.account_memory.streak IS 'Decisions in a row for the account that was decided last.';
COMMENT ON COLUMN hera_internal.account_memory.last_date IS 'Date of its last document.';
COMMENT ON COLUMN hera_internal.account_memory.pure IS 'Whether no other account was ever decided under the key.';

INSERT INTO hera_internal.account_memory (
    organization_id, memory_key, level, accounts, shares, streak, last_date, pure
)
SELECT r.organization_id, r.memory_key, array_position('{amount,text,payee,unit}'::text[], min(r.level)) - 1,
    array_agg(r.account_code ORDER BY r.place), array_agg(r.share ORDER BY r.place),
    max(r.streak) FILTER (WHERE r.place = 1), max(r.last_date) FILTER (WHERE r.place = 1),
    bool_or(r.pure) FILTER (WHERE r.place = 1)
FROM (
    SELECT p.organization_id, p.memory_key, p.level, p.account_code, p.streak, p.last_date,
        p.faded / sum(p.faded) OVER w AS share, p.streak = sum(p.seen) OVER w AS pure,
        row_number() OVER (PARTITION BY p.organization_id, p.memory_key ORDER BY p.last_seen_at DESC, p.id DESC) AS place
    FROM hera.ai_transaction_patterns AS p
    WHERE p.seen > 0
    WINDOW w AS (PARTITION BY p.organization_id, p.memory_key)
) AS r
WHERE r.place = 1 OR r.share >= 0.01
GROUP BY r.organization_id, r.memory_key;
