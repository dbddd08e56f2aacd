-- The circuit breaker around guesses, for organizations that were made before there was one.
INSERT INTO hera_internal.circuit (organization_id, name, register, created_at, created_by)
SELECT o.organization_id, 'classification', hera_internal.assign_register(o.organization_id, 'circuit classification'),
    clock_timestamp(), 'hera_owner'
FROM hera.core_organizations AS o
WHERE NOT EXISTS (
    SELECT FROM hera_internal.circuit AS c
    WHERE c.organization_id = o.organization_id AND c.name = 'classification'
);
