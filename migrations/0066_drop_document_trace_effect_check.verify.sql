SELECT 1 / (1 - count(*)) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera_internal.document_trace'::regclass AND conname = 'document_trace_effect_ck';
