CREATE TABLE hera_internal.document_trace (
    organization_id uuid NOT NULL,
    written_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    transaction_id uuid NOT NULL,
    effect smallint NOT NULL,
    transaction_date date NOT NULL,
    counterparty_id uuid,
    print bigint,
    reference_print bigint,
    CONSTRAINT document_trace_pk PRIMARY KEY (organization_id, written_by, transaction_id, effect),
    CONSTRAINT document_trace_effect_ck CHECK (effect BETWEEN -1 AND 1)
);
CREATE INDEX document_trace_print_ix
ON hera_internal.document_trace (organization_id, counterparty_id, print, transaction_date)
WHERE counterparty_id IS NOT NULL;
CREATE INDEX document_trace_reference_ix
ON hera_internal.document_trace (organization_id, reference_print)
WHERE reference_print IS NOT NULL;
COMMENT ON TABLE hera_internal.document_trace IS 'Narrow trace of recent documents, inserted with each: duplicates are looked for in it, and profiles are refreshed from what it has gained since.';
COMMENT ON COLUMN hera_internal.document_trace.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.document_trace.written_by IS 'Transaction of the database that wrote the row: below the horizon of a snapshot nothing can appear any more. Numbers of another cluster after a restore.';
COMMENT ON COLUMN hera_internal.document_trace.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.document_trace.effect IS '1: the document was posted, -1: it was reversed, 0: nothing for profiles, it waits or was counted elsewhere.';
COMMENT ON COLUMN hera_internal.document_trace.transaction_date IS 'Effective date of the document.';
COMMENT ON COLUMN hera_internal.document_trace.counterparty_id IS 'Counterparty; NULL where the row is not to be found when duplicates are looked for.';
COMMENT ON COLUMN hera_internal.document_trace.print IS 'Hash of process, direction, currency and amount.';
COMMENT ON COLUMN hera_internal.document_trace.reference_print IS 'Hash of the print, the counterparty and the reference; NULL without a reference.';
