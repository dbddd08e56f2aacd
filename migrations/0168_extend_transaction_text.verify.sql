SELECT metadata, subject_id, sealed FROM hera_internal.transaction_text WHERE false;
