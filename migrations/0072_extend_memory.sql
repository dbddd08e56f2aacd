-- A level is only added to the list, so every row that is there fits the new constraint.
-- squawk-ignore ban-drop-constraint
ALTER TABLE hera.ai_transaction_patterns DROP CONSTRAINT ai_transaction_patterns_level_ck;
ALTER TABLE hera.ai_transaction_patterns
-- squawk-ignore constraint-missing-not-valid
ADD CONSTRAINT ai_transaction_patterns_level_ck CHECK (level IN ('amount', 'text', 'payee', 'unit'));
ALTER TABLE hera.ai_transaction_patterns ADD COLUMN faded double precision NOT NULL DEFAULT 1;
ALTER TABLE hera.ai_transaction_patterns ADD COLUMN last_date date;
UPDATE hera.ai_transaction_patterns AS p
SET faded = greatest(least(p.seen, 5), 1) * 1.25::double precision ^ (k.decisions % 1000)
FROM (
    SELECT q.organization_id, q.memory_key, sum(q.seen) AS decisions
    FROM hera.ai_transaction_patterns AS q
    GROUP BY q.organization_id, q.memory_key
) AS k
WHERE k.organization_id = p.organization_id AND k.memory_key = p.memory_key;
COMMENT ON COLUMN hera.ai_transaction_patterns.level IS 'amount: payee and amount; text: payee, text and unit; payee: payee alone; unit: text and unit.';
COMMENT ON COLUMN hera.ai_transaction_patterns.faded IS 'Sum of 1.25 to the power of the number of each decision for the account: its share in the key fades with what is decided after it.';
COMMENT ON COLUMN hera.ai_transaction_patterns.last_date IS 'Date of the document that was decided last.';

CREATE TABLE hera_internal.combiner_weight (
    place smallint NOT NULL,
    name text NOT NULL,
    weight double precision NOT NULL,
    meaning text NOT NULL,
    CONSTRAINT combiner_weight_pk PRIMARY KEY (place),
    CONSTRAINT combiner_weight_name_uq UNIQUE (name)
);
COMMENT ON TABLE hera_internal.combiner_weight IS 'Weights with which memory and model are combined, where an organization has learned none of its own. Fitted on the records of several payers.';
COMMENT ON COLUMN hera_internal.combiner_weight.place IS 'Place in ai_models.combiner.';
COMMENT ON COLUMN hera_internal.combiner_weight.name IS 'Short name.';
COMMENT ON COLUMN hera_internal.combiner_weight.weight IS 'Weight.';
COMMENT ON COLUMN hera_internal.combiner_weight.meaning IS 'What is weighed.';
