-- Zero is an amount of a line: a difference of exchange moves nothing in its own currency, only in the organization's.
CREATE DOMAIN hera_internal.line_amount AS numeric CHECK (value >= 0 AND value < 'Infinity');
COMMENT ON DOMAIN hera_internal.line_amount IS 'Amount of a ledger line: not negative and finite, which leaves NaN out too.';

-- Whoever has written a header goes on to write its lines: wait for all of them.
LOCK TABLE hera.universal_transactions, hera.universal_transaction_lines IN SHARE ROW EXCLUSIVE MODE;

-- Both changes read and write the table once. The guards of lines come back with the bindings, in this transaction.
ALTER TABLE hera.universal_transaction_lines
-- squawk-ignore changing-column-type
ALTER COLUMN amount TYPE hera_internal.line_amount,
-- squawk-ignore adding-field-with-default
ADD COLUMN base_amount hera_internal.line_amount,
DISABLE TRIGGER USER;
COMMENT ON COLUMN hera.universal_transaction_lines.amount IS 'Amount with at most the decimals of its currency; zero where a line moves the organization''s currency alone.';
COMMENT ON COLUMN hera.universal_transaction_lines.base_amount IS 'The same in the organization''s currency, on the same side.';

ALTER TABLE hera_internal.balance_tail
ADD COLUMN base_debit numeric,
ADD COLUMN base_credit numeric;
COMMENT ON COLUMN hera_internal.balance_tail.base_debit IS 'Amount debited in the organization''s currency, or 0.';
COMMENT ON COLUMN hera_internal.balance_tail.base_credit IS 'Amount credited in the organization''s currency, or 0.';
ALTER TABLE hera_internal.balance_rollup
ADD COLUMN base_debit numeric,
ADD COLUMN base_credit numeric;
COMMENT ON COLUMN hera_internal.balance_rollup.base_debit IS 'Total debited in the organization''s currency.';
COMMENT ON COLUMN hera_internal.balance_rollup.base_credit IS 'Total credited in the organization''s currency.';

-- Books that were kept before: a line in the organization's currency is its own value; another has the rate of its
-- document, spread so that both sides of a document come to the same sum.
DO $migration$
DECLARE
    v_lines bigint;
    v_moved bigint;
    v_difference numeric;
BEGIN
    SELECT count(*) INTO v_lines FROM hera.universal_transaction_lines;
    UPDATE hera.universal_transaction_lines AS l
    SET base_amount = b.base_amount
    FROM (
        SELECT r.organization_id, r.transaction_id, r.line_number, r.created_at,
            round(trunc(r.exact, r.minor_unit) + CASE
                WHEN row_number() OVER w <= (
                    round(sum(r.exact) OVER s, r.minor_unit) - sum(trunc(r.exact, r.minor_unit)) OVER s
                ) * 10.0 ^ r.minor_unit THEN 10.0 ^ (-r.minor_unit)
                ELSE 0
            END, r.minor_unit) AS base_amount
        FROM (
            SELECT x.organization_id, x.transaction_id, x.line_number, x.created_at, x.currency, x.side,
                o.minor_unit::integer AS minor_unit,
                x.amount::numeric * CASE WHEN x.currency = o.currency THEN 1 ELSE t.exchange_rate END AS exact
            FROM hera.universal_transaction_lines AS x
            INNER JOIN hera.core_organizations AS o ON o.organization_id = x.organization_id
            INNER JOIN hera.universal_transactions AS t
                ON t.organization_id = x.organization_id AND t.id = x.transaction_id AND t.created_at = x.created_at
            WHERE x.currency = o.currency OR (x.currency = t.currency AND t.exchange_rate IS NOT NULL)
        ) AS r
        WINDOW s AS (PARTITION BY r.organization_id, r.transaction_id, r.currency, r.side),
            w AS (
                PARTITION BY r.organization_id, r.transaction_id, r.currency, r.side
                ORDER BY r.exact - trunc(r.exact, r.minor_unit) DESC, r.line_number
            )
    ) AS b
    WHERE l.organization_id = b.organization_id AND l.transaction_id = b.transaction_id
        AND l.line_number = b.line_number AND l.created_at = b.created_at;
    GET DIAGNOSTICS v_moved = ROW_COUNT;
    ASSERT v_moved = v_lines, pg_catalog.format(
        '%s of %s lines have a rate; the others are in a foreign currency and their documents state none', v_moved, v_lines
    );
    UPDATE hera_internal.balance_tail AS t
    SET base_debit = CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END,
        base_credit = CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END
    FROM hera.universal_transaction_lines AS l
    WHERE l.organization_id = t.organization_id AND l.transaction_id = t.transaction_id
        AND l.line_number = t.line_number;
    UPDATE hera_internal.balance_rollup AS r
    SET base_debit = b.base_debit, base_credit = b.base_credit
    FROM (
        SELECT l.organization_id, u.unit, g.grain, pg_catalog.date_trunc(g.grain, l.transaction_date::timestamp)::date AS starts_on,
            l.account_id, l.currency, sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END) AS base_debit,
            sum(CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END) AS base_credit
        FROM hera.universal_transaction_lines AS l
        CROSS JOIN (VALUES ('day'), ('month'), ('year')) AS g (grain)
        CROSS JOIN LATERAL pg_catalog.unnest(pg_catalog.array_remove(ARRAY['', l.unit], NULL)) AS u (unit)
        WHERE NOT EXISTS (
            SELECT FROM hera_internal.balance_tail AS t
            WHERE t.organization_id = l.organization_id AND t.account_id = l.account_id
                AND t.transaction_id = l.transaction_id AND t.line_number = l.line_number
        )
        GROUP BY 1, 2, 3, 4, 5, 6
    ) AS b
    WHERE r.organization_id = b.organization_id AND r.unit = b.unit AND r.grain = b.grain
        AND r.starts_on = b.starts_on AND r.account_id = b.account_id AND r.currency = b.currency;
    SELECT coalesce((SELECT sum(l.base_amount) FROM hera.universal_transaction_lines AS l WHERE l.side = 'debit'), 0)
        - coalesce((SELECT sum(t.base_debit) FROM hera_internal.balance_tail AS t), 0)
        - coalesce((
            SELECT sum(r.base_debit) FROM hera_internal.balance_rollup AS r WHERE r.unit = '' AND r.grain = 'year'
        ), 0)
    INTO v_difference;
    ASSERT v_difference = 0, pg_catalog.format('balances and lines differ by %s', v_difference);
END
$migration$;

-- squawk-ignore adding-not-nullable-field
ALTER TABLE hera.universal_transaction_lines ALTER COLUMN base_amount SET NOT NULL;
-- squawk-ignore adding-not-nullable-field
ALTER TABLE hera_internal.balance_tail ALTER COLUMN base_debit SET NOT NULL, ALTER COLUMN base_credit SET NOT NULL;
-- squawk-ignore adding-not-nullable-field
ALTER TABLE hera_internal.balance_rollup ALTER COLUMN base_debit SET NOT NULL, ALTER COLUMN base_credit SET NOT NULL;
