-- Whose verdict goes before whose, and which documents wait as one group.
SELECT plan(16);

SELECT ok(hera_internal.role_rank('owner') > hera_internal.role_rank('accountant'), 'an owner before an accountant');
SELECT ok(hera_internal.role_rank('accountant') > hera_internal.role_rank('approver'), 'an accountant before an approver');
SELECT ok(hera_internal.role_rank('approver') > hera_internal.role_rank('clerk'), 'an approver before a role of the organization''s own');
SELECT is(hera_internal.role_rank(NULL), hera_internal.role_rank('viewer'), 'who is no member any more has the lowest rank');

SELECT is(hera_internal.answer_of('approved', '5000'), '5000', 'an approval answers with the account');
SELECT is(hera_internal.answer_of('corrected', NULL), 'lines', 'a correction by lines has no account');
SELECT is(hera_internal.answer_of('rejected', '5000'), 'rejected', 'a rejection is no answer for an account');

CREATE FUNCTION pg_temp.key(
    p_currency text DEFAULT 'GBP', p_payee uuid DEFAULT '00000000-0000-7000-8000-000000000001', p_account text DEFAULT '5000',
    p_stage text DEFAULT 'memory', p_explanation jsonb DEFAULT '{"evidence": "payee", "share": 0.9}'
) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.group_key('bill', p_currency, p_payee, p_account, p_stage, p_explanation)$$;
SELECT matches(pg_temp.key(), '^[0-9a-f]{32}$', 'a key is 32 digits');
SELECT is(pg_temp.key(), pg_temp.key(p_explanation => '{"share": 0.2, "evidence": "payee"}'), 'the score makes no other group');
SELECT isnt(pg_temp.key(), pg_temp.key(p_explanation => '{"evidence": "text"}'), 'other evidence does');
SELECT isnt(pg_temp.key(), pg_temp.key(p_currency => 'EUR'), 'another currency does');
SELECT isnt(pg_temp.key(), pg_temp.key(p_payee => NULL), 'no payee does');
SELECT isnt(pg_temp.key(p_account => '50', p_stage => '00memory'), pg_temp.key(p_account => '5000'), 'fields do not run into each other');

SELECT is(hera_internal.rejection_key('bill', 'city water', 'water'), hera_internal.rejection_key('bill', 'city water', 'water'),
    'one payee and text have one key');
SELECT isnt(hera_internal.rejection_key('bill', 'city water', 'water'), hera_internal.rejection_key('bill', 'city water', 'gas'),
    'another text has another');
SELECT isnt(hera_internal.rejection_key('bill', 'city water', 'water'), hera_internal.rejection_key('expense', 'city water', 'water'),
    'another type too');

SELECT * FROM finish();
