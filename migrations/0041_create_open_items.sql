CREATE DOMAIN hera_internal.claim_kind AS text CHECK (value IN ('payable', 'receivable'));
COMMENT ON DOMAIN hera_internal.claim_kind IS 'Side of an open document: payable is owed to a supplier, receivable by a customer.';

CREATE TABLE hera_internal.open_item (
    organization_id uuid NOT NULL,
    counterparty_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    kind hera_internal.claim_kind NOT NULL,
    currency text NOT NULL,
    open_amount hera_internal.amount NOT NULL,
    transaction_date date NOT NULL,
    due_date date,
    reference_hash bigint,
    CONSTRAINT open_item_pk PRIMARY KEY (organization_id, counterparty_id, transaction_id)
);
COMMENT ON TABLE hera_internal.open_item IS 'Posted documents on which something is open, by counterparty: what a payment is matched with. A row goes when nothing is open any more.';
COMMENT ON COLUMN hera_internal.open_item.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.open_item.counterparty_id IS 'Counterparty of the document.';
COMMENT ON COLUMN hera_internal.open_item.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.open_item.kind IS 'payable or receivable.';
COMMENT ON COLUMN hera_internal.open_item.currency IS 'Currency of the document, ISO 4217.';
COMMENT ON COLUMN hera_internal.open_item.open_amount IS 'Gross amount less what payments settle.';
COMMENT ON COLUMN hera_internal.open_item.transaction_date IS 'Date of the document.';
COMMENT ON COLUMN hera_internal.open_item.due_date IS 'Date on which it falls due.';
COMMENT ON COLUMN hera_internal.open_item.reference_hash IS 'Hash of letters and digits of its reference, so that the table holds no text.';

-- Books that were kept before this table came: every posted document whose lines claim its whole amount on a control
-- account, unless it was reversed or reverses another.
DO $migration$
DECLARE
    v_wanted bigint;
    v_moved bigint;
BEGIN
    CREATE TEMPORARY TABLE open_before ON COMMIT DROP AS
    SELECT
        t.organization_id, t.counterparty_id, t.id, a.role AS kind, t.currency,
        t.total_amount - coalesce((
            SELECT sum(s.amount) FROM hera_internal.settlement AS s
            WHERE s.organization_id = t.organization_id AND s.settled_id = t.id AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = s.organization_id AND r.original_id = s.transaction_id
            )
        ), 0) AS open_amount,
        t.transaction_date, t.due_date,
        (
            SELECT pg_catalog.hashtextextended(n.reference, 0)
            FROM hera_internal.transaction_text AS x
            CROSS JOIN LATERAL (
                SELECT pg_catalog.regexp_replace(
                    pg_catalog.lower(normalize(pg_catalog.left(x.reference_number, 200), NFKC)), '[^[:alnum:]]+', '', 'g'
                ) AS reference
            ) AS n
            WHERE x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
                AND pg_catalog.length(n.reference) >= 3 AND n.reference ~ '[0-9]'
        ) AS reference_hash
    FROM hera.universal_transactions AS t
    INNER JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
        AND l.currency = t.currency
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.role IN ('payable', 'receivable')
    WHERE t.counterparty_id IS NOT NULL AND NOT t.credit_note AND NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = t.organization_id AND (r.original_id = t.id OR r.reversal_id = t.id)
    )
    GROUP BY t.organization_id, t.id, t.created_at, a.role
    HAVING sum(CASE WHEN (l.side = 'credit') = (a.role = 'payable') THEN l.amount ELSE -l.amount END) = t.total_amount;
    SELECT count(*) INTO v_wanted FROM open_before AS o WHERE o.open_amount > 0;
    INSERT INTO hera_internal.open_item (
        organization_id, counterparty_id, transaction_id, kind, currency, open_amount, transaction_date, due_date,
        reference_hash
    )
    SELECT o.organization_id, o.counterparty_id, o.id, o.kind, o.currency, o.open_amount, o.transaction_date, o.due_date,
        o.reference_hash
    FROM open_before AS o
    WHERE o.open_amount > 0;
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    ASSERT v_moved = v_wanted, pg_catalog.format('%s of %s open documents found', v_moved, v_wanted);
    DROP TABLE open_before;
END
$migration$;
