SELECT 1 / (count(*) = 72)::integer FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'hera_internal'::regnamespace AND c.relkind = 'S' AND c.relpersistence = 'u'
    AND c.relname LIKE 'metric\_%';
SELECT name, kind, description FROM hera_internal.metric WHERE false;
