-- The form that is hashed never changes: a leaf of years ago must still verify.
SELECT plan(6);

SELECT is(
    hera_internal.audit_leaf_hash(
        '01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002', 'test.event',
        '01900000-0000-7000-8000-000000000003', 'ann "a"', 'app', NULL, '{"b": [1.50, null], "a": "é"}'
    ),
    sha256('\x00'::bytea || convert_to(
        '["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002", "test.event", '
        '"01900000-0000-7000-8000-000000000003", "ann \"a\"", "app", null, {"a": "é", "b": [1.50, null]}]', 'UTF8'
    )),
    'a zero byte, then a canonical array'
);
SELECT set_config('test.org', hera.create_organization('Leaves')::text, true);
SELECT is(
    (SELECT string_agg(a.event, ' ' ORDER BY a.id) FROM hera_internal.audit_leaf AS a
     WHERE a.organization_id = current_setting('test.org')::uuid),
    'organization.created', 'the first leaf of an organization'
);
SELECT is_empty(
    $$SELECT a.id FROM hera_internal.audit_leaf AS a WHERE a.leaf_hash <> hera_internal.audit_leaf_hash(
        a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail)$$,
    'leaves carry their own hash'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.audit_leaf VALUES (gen_random_uuid(), hera_internal.new_id(), now(), 'x', NULL, 'x', 'x', NULL, '{}', '\x00')$$,
    '23514', NULL, 'a hash has 32 bytes and a leaf the time of its id'
);
SELECT throws_ok($$UPDATE hera_internal.audit_leaf SET actor = 'somebody else'$$, 'ZHL03', NULL, 'a leaf never changes');
SELECT throws_ok($$DELETE FROM hera_internal.audit_leaf$$, 'ZHL03', NULL, 'a leaf is never deleted');

SELECT * FROM finish();
