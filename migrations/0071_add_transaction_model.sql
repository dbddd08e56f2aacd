ALTER TABLE hera.universal_transactions ADD COLUMN model_id uuid;
COMMENT ON COLUMN hera.universal_transactions.model_id IS 'Model whose score decided; NULL where none spoke.';
-- Only what a model posted is in it: hera.undo_model finds that without reading the books. The table is empty or small in
-- every version before this one, and an index on a partitioned table cannot be made concurrently.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX universal_transactions_model_ix ON hera.universal_transactions (organization_id, model_id, id)
WHERE model_id IS NOT NULL AND posting_status = 'auto_posted';
COMMENT ON COLUMN hera.universal_transactions.classified_by IS 'Stage of classification that spoke: stated, type, rule, memory, neighbours, model or none.';
