SELECT 1 / (pg_catalog.to_regclass('hera_internal.classification_record') IS NULL)::integer;
