CREATE TABLE hera_internal.balance_tail (
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    line_number smallint NOT NULL,
    currency text NOT NULL,
    unit text,
    transaction_date date NOT NULL,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    limited boolean NOT NULL,
    CONSTRAINT balance_tail_pk PRIMARY KEY (organization_id, account_id, transaction_id, line_number)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
COMMENT ON TABLE hera_internal.balance_tail IS 'Lines that no rollup holds yet, inserted with the line and deleted by the refresh that adds it.';
COMMENT ON COLUMN hera_internal.balance_tail.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.balance_tail.account_id IS 'Account of the line.';
COMMENT ON COLUMN hera_internal.balance_tail.transaction_id IS 'Document of the line.';
COMMENT ON COLUMN hera_internal.balance_tail.line_number IS 'Number of the line in its document.';
COMMENT ON COLUMN hera_internal.balance_tail.currency IS 'Currency of the amount.';
COMMENT ON COLUMN hera_internal.balance_tail.unit IS 'Unit of the line, if it has one.';
COMMENT ON COLUMN hera_internal.balance_tail.transaction_date IS 'Day of the document in the books.';
COMMENT ON COLUMN hera_internal.balance_tail.debit IS 'Amount debited, or 0.';
COMMENT ON COLUMN hera_internal.balance_tail.credit IS 'Amount credited, or 0.';
COMMENT ON COLUMN hera_internal.balance_tail.limited IS 'Whether its account had a limit when the line was inserted.';

CREATE TABLE hera_internal.balance_rollup (
    organization_id uuid NOT NULL,
    unit text NOT NULL,
    grain text NOT NULL,
    starts_on date NOT NULL,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    lines bigint NOT NULL,
    CONSTRAINT balance_rollup_pk PRIMARY KEY (organization_id, unit, grain, starts_on, account_id, currency),
    CONSTRAINT balance_rollup_grain_ck CHECK (grain IN ('day', 'month', 'year'))
) WITH (fillfactor = 80);
CREATE INDEX balance_rollup_account_id_ix
ON hera_internal.balance_rollup (organization_id, account_id, unit, grain, starts_on);
COMMENT ON TABLE hera_internal.balance_rollup IS 'What was debited and credited per account, currency, unit and day, month and year, without the lines in the tail.';
COMMENT ON COLUMN hera_internal.balance_rollup.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.balance_rollup.unit IS 'Unit of the lines; the empty text counts every line, whatever its unit.';
COMMENT ON COLUMN hera_internal.balance_rollup.grain IS 'day, month or year.';
COMMENT ON COLUMN hera_internal.balance_rollup.starts_on IS 'First day of that day, month or year.';
COMMENT ON COLUMN hera_internal.balance_rollup.account_id IS 'Account.';
COMMENT ON COLUMN hera_internal.balance_rollup.currency IS 'Currency of the amounts.';
COMMENT ON COLUMN hera_internal.balance_rollup.debit IS 'Total debited.';
COMMENT ON COLUMN hera_internal.balance_rollup.credit IS 'Total credited.';
COMMENT ON COLUMN hera_internal.balance_rollup.lines IS 'Number of lines.';

CREATE TABLE hera_internal.balance_refresh (
    organization_id uuid NOT NULL,
    refreshed_at timestamptz NOT NULL,
    lines bigint NOT NULL,
    CONSTRAINT balance_refresh_pk PRIMARY KEY (organization_id),
    CONSTRAINT balance_refresh_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.balance_refresh IS 'Last refresh of the rollups of an organization; its row is locked by whoever refreshes.';
COMMENT ON COLUMN hera_internal.balance_refresh.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.balance_refresh.refreshed_at IS 'When lines were last taken into the rollups.';
COMMENT ON COLUMN hera_internal.balance_refresh.lines IS 'Lines taken into the rollups so far.';

INSERT INTO hera_internal.balance_refresh (organization_id, refreshed_at, lines)
SELECT o.organization_id, o.created_at, 0 FROM hera.core_organizations AS o;

-- Whoever has written a header goes on to write its lines, perhaps with code that knows no tail: wait for all of them,
-- and hold back new ones until the code of this release is in place.
LOCK TABLE hera.universal_transactions, hera.universal_transaction_lines IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO hera_internal.balance_tail (
    organization_id, account_id, transaction_id, line_number, currency, unit, transaction_date, debit, credit, limited
)
SELECT l.organization_id, l.account_id, l.transaction_id, l.line_number, l.currency, l.unit, l.transaction_date,
    CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END, false
FROM hera.universal_transaction_lines AS l;
