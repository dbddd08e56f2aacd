SELECT organization_id, subject_organization_id, user_id, code, minute, failures FROM hera_internal.sign_in_failure WHERE false;
SELECT 1 / (count(*) = 193)::integer FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'hera_internal'::regnamespace AND c.relkind = 'S' AND c.relpersistence = 'u'
    AND (c.relname LIKE 'sign\_in\_%' OR c.relname LIKE 'lock\_out\_%');
