SELECT number, salt, verifier, set_at, set_by FROM hera_internal.text_master_key WHERE false;
SELECT organization_id, subject_id, wrapped, created_at FROM hera_internal.text_key WHERE false;
