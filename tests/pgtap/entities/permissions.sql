-- Who may do what: entry functions ask for a permission, tables are closed to logins.
SELECT plan(11);

SELECT set_config('test.org', hera.create_organization('Permissions')::text, true);
CREATE ROLE pgtap_entity_viewer;
CREATE ROLE pgtap_entity_stranger;
GRANT hera_app TO pgtap_entity_viewer, pgtap_entity_stranger;
SELECT hera.grant_access(current_setting('test.org')::uuid, 'pgtap_entity_viewer', 'viewer', 'viewer');
SELECT hera.define_field(current_setting('test.org')::uuid, 'dish', 'price', 'number');
SELECT set_config('test.dish',
    hera.create_entity(current_setting('test.org')::uuid, 'dish', 'D', 'Dish', '{"price": 3}')::text, true);

SET LOCAL ROLE pgtap_entity_viewer;
SELECT is(
    hera.get_entity(current_setting('test.org')::uuid, current_setting('test.dish')::uuid) #>> '{fields,price}', '3',
    'a viewer reads an entity'
);
SELECT is(
    (SELECT count(*) FROM hera.list_entities(current_setting('test.org')::uuid, 'dish')), 1::bigint,
    'and lists them'
);
SELECT throws_ok(
    format('SELECT hera.%s', c.call), 'ZHZ01', NULL, 'a viewer may not ' || c.label
)
FROM (VALUES
    (format('create_entity(%L, %L, %L, %L)', current_setting('test.org'), 'dish', 'E', 'E'), 'create an entity'),
    (format('set_dynamic_data(%L, %L, %L)', current_setting('test.org'), current_setting('test.dish'), '{}'),
        'record values'),
    (format('archive_entity(%L, %L)', current_setting('test.org'), current_setting('test.dish')), 'archive an entity'),
    (format('define_field(%L, %L, %L, %L)', current_setting('test.org'), 'dish', 'x', 'text'), 'define a field'),
    (format('define_relationship_type(%L, %L, %L)', current_setting('test.org'), 'x', 'x'),
        'define a relationship type')
) AS c (call, label);
SELECT throws_ok('SELECT FROM hera.core_dynamic_data', '42501', NULL, 'tables are closed to logins');
SELECT throws_ok('SELECT FROM hera_internal.field_definition', '42501', NULL, 'registries too');

SET LOCAL ROLE pgtap_entity_stranger;
SELECT throws_ok(
    format('SELECT hera.get_entity(%L, %L)', current_setting('test.org'), current_setting('test.dish')),
    'ZHZ01', NULL, 'a login without a grant reads nothing'
);
SELECT throws_ok(
    format('SELECT hera_internal.find_entity(%L, %L, false)',
        current_setting('test.org'), current_setting('test.dish')),
    '42501', NULL, 'and the functions below the entry functions are nobody''s to call'
);
RESET ROLE;

SELECT * FROM finish();
