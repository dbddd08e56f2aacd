-- has_limits and limited spare an organization without limits every look at them.
ALTER TABLE hera.core_organizations ADD COLUMN has_limits boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera.core_organizations.has_limits IS 'Whether any account has a limit.';
ALTER TABLE hera_internal.ledger_account ADD COLUMN limited boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera_internal.ledger_account.limited IS 'Whether the account has a limit in any currency.';

CREATE TABLE hera_internal.account_limit (
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    minimum numeric,
    maximum numeric,
    sign smallint NOT NULL,
    checks bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT account_limit_pk PRIMARY KEY (organization_id, account_id, currency),
    CONSTRAINT account_limit_account_id_fk
    FOREIGN KEY (organization_id, account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT account_limit_minimum_ck CHECK (minimum > '-Infinity' AND minimum < 'Infinity'),
    CONSTRAINT account_limit_maximum_ck CHECK (maximum > '-Infinity' AND maximum < 'Infinity'),
    CONSTRAINT account_limit_range_ck CHECK (num_nonnulls(minimum, maximum) > 0 AND (minimum <= maximum) IS NOT FALSE),
    CONSTRAINT account_limit_sign_ck CHECK (sign IN (-1, 1))
) WITH (fillfactor = 50);
COMMENT ON TABLE hera_internal.account_limit IS 'Balances that no posting may pass; the row is the lock under which they are checked.';
COMMENT ON COLUMN hera_internal.account_limit.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.account_limit.account_id IS 'Account.';
COMMENT ON COLUMN hera_internal.account_limit.currency IS 'Currency of the limits.';
COMMENT ON COLUMN hera_internal.account_limit.minimum IS 'Lowest balance on the side where the account belongs, NULL for none.';
COMMENT ON COLUMN hera_internal.account_limit.maximum IS 'Highest balance on that side, NULL for none.';
COMMENT ON COLUMN hera_internal.account_limit.sign IS '1 where the account belongs on the debit side, -1 on the credit side.';
COMMENT ON COLUMN hera_internal.account_limit.checks IS 'Counts the transactions that were checked: each leaves a version of the row, so that a repeatable read that overlooked one fails.';
COMMENT ON COLUMN hera_internal.account_limit.changed_at IS 'When the limits were set.';
COMMENT ON COLUMN hera_internal.account_limit.changed_by IS 'Who set them.';

CREATE TABLE hera_internal.limit_check (
    organization_id uuid NOT NULL,
    xid xid8 NOT NULL,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    transaction_id uuid NOT NULL,
    line_number smallint NOT NULL,
    moved numeric NOT NULL,
    CONSTRAINT limit_check_pk
    PRIMARY KEY (organization_id, xid, account_id, currency, transaction_id, line_number)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE hera_internal.limit_check IS 'Lines on limited accounts that a transaction has inserted and must check before it commits; no row outlives its transaction.';
COMMENT ON COLUMN hera_internal.limit_check.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.limit_check.xid IS 'The transaction.';
COMMENT ON COLUMN hera_internal.limit_check.account_id IS 'Account of the line.';
COMMENT ON COLUMN hera_internal.limit_check.currency IS 'Currency of the line.';
COMMENT ON COLUMN hera_internal.limit_check.transaction_id IS 'Document of the line.';
COMMENT ON COLUMN hera_internal.limit_check.line_number IS 'Number of the line in its document.';
COMMENT ON COLUMN hera_internal.limit_check.moved IS 'Debit less credit.';
