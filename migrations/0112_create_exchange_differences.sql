ALTER TABLE hera_internal.ledger_account ADD COLUMN monetary boolean;
COMMENT ON COLUMN hera_internal.ledger_account.monetary IS 'Whether foreign balances are valued at closing rates; NULL where the role of the account decides.';

CREATE TABLE hera_internal.exchange_difference (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    settled_id uuid NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
    carried numeric NOT NULL,
    paid numeric NOT NULL,
    CONSTRAINT exchange_difference_pk PRIMARY KEY (organization_id, transaction_id, settled_id),
    CONSTRAINT exchange_difference_settlement_fk FOREIGN KEY (organization_id, transaction_id, settled_id)
    REFERENCES hera_internal.settlement (organization_id, transaction_id, settled_id),
    CONSTRAINT exchange_difference_amount_ck CHECK (amount > 0 AND amount < 'Infinity'),
    CONSTRAINT exchange_difference_carried_ck CHECK (carried >= 0 AND carried < 'Infinity'),
    CONSTRAINT exchange_difference_paid_ck CHECK (paid >= 0 AND paid < 'Infinity')
);
CREATE INDEX exchange_difference_settled_id_ix ON hera_internal.exchange_difference (organization_id, settled_id);
COMMENT ON TABLE hera_internal.exchange_difference IS 'Settlements in a foreign currency, with what they were worth in the organization''s currency on both sides; a row never changes.';
COMMENT ON COLUMN hera_internal.exchange_difference.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.exchange_difference.transaction_id IS 'Paying document.';
COMMENT ON COLUMN hera_internal.exchange_difference.settled_id IS 'Document that is settled.';
COMMENT ON COLUMN hera_internal.exchange_difference.currency IS 'Currency of the settlement, ISO 4217.';
COMMENT ON COLUMN hera_internal.exchange_difference.amount IS 'Amount settled in that currency.';
COMMENT ON COLUMN hera_internal.exchange_difference.carried IS 'What the settled document carried for it, in the organization''s currency.';
COMMENT ON COLUMN hera_internal.exchange_difference.paid IS 'What the payment moved for it, in the organization''s currency.';
