-- Temporal, payment terms and recurrence: ends of months in time zones, leap days, every number of days.
SELECT plan(87);

CREATE FUNCTION pg_temp.temporal(
    p_date date, p_due date, p_at timestamptz, p_zone text, p_hour int DEFAULT 17, p_days int DEFAULT 1,
    p_year_end int DEFAULT 12
) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.temporal_dimension(
    coalesce(p_date, (p_at AT TIME ZONE p_zone)::date), p_due, p_at, p_zone, 1, p_hour, p_days, p_year_end
)$$;

SELECT is(pg_temp.temporal(NULL, NULL, '2026-02-01 04:59:59+00', 'America/New_York'),
    'EOM', 'the last second of January in New York');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-02-02 05:00:00+00', 'America/New_York'), NULL, 'an ordinary midnight there');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-01-31 10:59:59+00', 'Pacific/Auckland'),
    'EOM', 'January ends earlier in Auckland');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-02-01 11:00:00+00', 'Pacific/Auckland'), NULL, 'where it is February already');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-01-30 11:00:00+00', 'Pacific/Auckland'), 'EOM', 'and the 31st begins earlier');
SELECT is(pg_temp.temporal('2028-02-28', NULL, '2026-06-10 12:00+00', 'UTC'),
    NULL, 'in a leap year the 28th of February ends no month');
SELECT is(pg_temp.temporal('2028-02-29', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOM', 'the 29th does');
SELECT is(pg_temp.temporal('2027-02-28', NULL, '2026-06-10 12:00+00', 'UTC'),
    'EOM', 'in another year the 28th does, though a Sunday');
SELECT is(pg_temp.temporal('2026-03-31', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOQ', 'the end of a quarter');
SELECT is(pg_temp.temporal('2026-06-30', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOQ', 'of the second');
SELECT is(pg_temp.temporal('2026-09-30', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOQ', 'of the third');
SELECT is(pg_temp.temporal('2026-12-31', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOY', 'the end of the year');
SELECT is(pg_temp.temporal('2026-12-30', NULL, '2026-06-10 12:00+00', 'UTC'), NULL, 'the day before');
SELECT is(pg_temp.temporal('2026-04-30', NULL, '2026-06-10 12:00+00', 'UTC'), 'EOM', 'of any other month');
SELECT is(pg_temp.temporal('2026-03-31', NULL, '2026-06-10 12:00+00', 'UTC', p_year_end => 3),
    'EOY', 'a year that ends with March');
SELECT is(pg_temp.temporal('2026-12-31', NULL, '2026-06-10 12:00+00', 'UTC', p_year_end => 3),
    'EOQ', 'in which December ends a quarter');
SELECT is(pg_temp.temporal('2026-01-31', NULL, '2026-06-10 12:00+00', 'UTC', p_year_end => 4),
    'EOQ', 'one that ends with April');
SELECT is(pg_temp.temporal('2026-03-31', NULL, '2026-06-10 12:00+00', 'UTC', p_year_end => 4),
    'EOM', 'in which March ends no quarter');
SELECT is(pg_temp.temporal('2026-04-28', NULL, '2026-06-10 12:00+00', 'UTC', p_days => 3),
    'EOM', 'the last three days of a month');
SELECT is(pg_temp.temporal('2026-04-27', NULL, '2026-06-10 12:00+00', 'UTC', p_days => 3), NULL, 'not the fourth');
SELECT is(pg_temp.temporal('2026-06-10', '2026-06-10', '2026-06-10 12:00+00', 'UTC'), 'RUSH', 'due at once');
SELECT is(pg_temp.temporal('2026-06-10', '2026-06-11', '2026-06-10 12:00+00', 'UTC'), 'RUSH', 'due tomorrow');
SELECT is(pg_temp.temporal('2026-06-10', '2026-06-12', '2026-06-10 12:00+00', 'UTC'), NULL, 'due the day after');
SELECT is(pg_temp.temporal('2026-06-10', '2026-06-01', '2026-06-10 12:00+00', 'UTC'), 'RUSH', 'overdue');
SELECT is(pg_temp.temporal('2026-12-31', '2026-12-31', '2026-06-10 12:00+00', 'UTC'),
    'RUSH', 'what is due at once goes first');
SELECT is(pg_temp.temporal('2026-06-13', NULL, '2026-06-10 12:00+00', 'UTC'), 'WEEKEND', 'a Saturday');
SELECT is(pg_temp.temporal('2026-06-12', NULL, '2026-06-10 12:00+00', 'UTC'), NULL, 'a Friday');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-06-10 16:59:59+00', 'UTC'), NULL, 'a second before five');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-06-10 17:00+00', 'UTC'), 'EOD', 'five');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-06-10 16:00+00', 'Europe/London'), 'EOD', 'five in London, where it is summer');
SELECT is(pg_temp.temporal(NULL, NULL, '2026-01-14 16:00+00', 'Europe/London'), NULL, 'four in winter');
SELECT is(pg_temp.temporal('2026-06-09', NULL, '2026-06-10 17:00+00', 'UTC'),
    NULL, 'a document of another day has no end of the day');
SELECT is(pg_temp.temporal('2026-06-10', NULL, '2026-06-10 23:59+00', 'UTC', p_hour => 24), NULL, 'never, if so wanted');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-05-31', NULL), 'PREPAID', 'due before its date');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-10', NULL), 'ONRECEIPT', 'due on its date');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-11', NULL), 'NET7', 'a day');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-17', NULL), 'NET7', '7 days');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-18', NULL), 'NET14', '8 days');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-24', NULL), 'NET14', '14');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-06-25', NULL), 'NET30', '15');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-10', NULL), 'NET30', '30');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-11', NULL), 'NET45', '31');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-25', NULL), 'NET45', '45');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-26', NULL), 'NET60', '46');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-31', NULL),
    'NETMONTH', 'the end of the following month');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-08-09', NULL), 'NET60', '60');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-08-10', NULL), 'NET90', '61');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-09-08', NULL), 'NET90', '90');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-09-09', NULL), 'NETLONG', '91');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2028-01-30', '2028-02-29', NULL),
    'NETMONTH', 'the following month may end on a leap day');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-12-15', '2027-01-31', NULL), 'NETMONTH', 'or in the next year');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-10', 30::smallint),
    NULL, 'usual with the counterparty');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', '2026-07-11', 30::smallint),
    'NET45', 'a day more is not');
SELECT is(hera_internal.payment_terms_dimension(NULL, '2026-06-10', NULL, NULL), NULL, 'no due date');
SELECT is(hera_internal.payment_terms_dimension('prepaid', '2026-06-10', NULL, NULL), 'PREPAID', 'what is stated');
SELECT is(hera_internal.payment_terms_dimension('INSTALMENTS', '2026-06-10', '2026-07-10', 30::smallint),
    'INSTALMENTS', 'goes before dates');
SELECT is(hera_internal.payment_terms_dimension('net30', '2026-06-10', '2026-06-11', NULL), 'NET30', 'days are stated, too');
SELECT is_empty($$SELECT t.token FROM hera_internal.smart_code_token AS t WHERE t.dimension = 'payment_terms' AND NOT t.neutral AND hera_internal.payment_terms_dimension(t.token, '2026-06-10', NULL, NULL) IS DISTINCT FROM t.token$$, 'every token can be stated');
SELECT is(hera_internal.payment_terms_dimension('whenever', '2026-06-10', '2026-06-10', NULL),
    'ONRECEIPT', 'what is no token is not stated');
SELECT is(hera_internal.rhythm_token(0), NULL, 'a gap of 0 days');
SELECT is(hera_internal.rhythm_token(1), 'DAILY', 'a gap of 1 days');
SELECT is(hera_internal.rhythm_token(4), 'DAILY', 'a gap of 4 days');
SELECT is(hera_internal.rhythm_token(5), NULL, 'a gap of 5 days');
SELECT is(hera_internal.rhythm_token(6), 'WEEKLY', 'a gap of 6 days');
SELECT is(hera_internal.rhythm_token(8), 'WEEKLY', 'a gap of 8 days');
SELECT is(hera_internal.rhythm_token(9), NULL, 'a gap of 9 days');
SELECT is(hera_internal.rhythm_token(13), 'FORTNIGHTLY', 'a gap of 13 days');
SELECT is(hera_internal.rhythm_token(15), 'FORTNIGHTLY', 'a gap of 15 days');
SELECT is(hera_internal.rhythm_token(27), 'MONTHLY', 'a gap of 27 days');
SELECT is(hera_internal.rhythm_token(34), 'MONTHLY', 'a gap of 34 days');
SELECT is(hera_internal.rhythm_token(85), 'QUARTERLY', 'a gap of 85 days');
SELECT is(hera_internal.rhythm_token(97), 'QUARTERLY', 'a gap of 97 days');
SELECT is(hera_internal.rhythm_token(175), 'HALFYEARLY', 'a gap of 175 days');
SELECT is(hera_internal.rhythm_token(190), 'HALFYEARLY', 'a gap of 190 days');
SELECT is(hera_internal.rhythm_token(355), 'YEARLY', 'a gap of 355 days');
SELECT is(hera_internal.rhythm_token(376), 'YEARLY', 'a gap of 376 days');
SELECT is(hera_internal.rhythm_token(377), NULL, 'a gap of 377 days');
SELECT is(hera_internal.recurrence_dimension(30::smallint, 3, '2026-05-01', '2026-06-01', 3),
    'MONTHLY', 'a document that keeps the rhythm');
SELECT is(hera_internal.recurrence_dimension(30::smallint, 2, '2026-05-01', '2026-06-01', 3), NULL, 'two gaps are too few');
SELECT is(hera_internal.recurrence_dimension(30::smallint, 3, '2026-05-01', '2026-05-10', 3),
    'SPORADIC', 'one that does not');
SELECT is(hera_internal.recurrence_dimension(-30::smallint, 3, '2026-05-01', '2026-06-01', 3), 'SPORADIC', 'no rhythm');
SELECT is(hera_internal.recurrence_dimension(NULL::smallint, 0, NULL, '2026-06-01', 3), NULL, 'nothing to compare with');
SELECT is(hera_internal.recurrence_dimension(50::smallint, 9, '2026-05-01', '2026-06-20', 3),
    'SPORADIC', 'a gap that has no name');
SELECT is((SELECT (f.gaps, f.rhythm_days)::text FROM hera_internal.find_rhythm('{2026-01-01,2026-02-01,2026-03-01,2026-04-01,2026-04-01}') AS f), '(3,31)', 'three months, one twice');
SELECT is((SELECT (f.gaps, f.rhythm_days)::text FROM hera_internal.find_rhythm('{2026-01-01,2026-02-01,2026-03-01,2026-04-01,2026-04-11}') AS f), '(4,28)', 'three in four are enough');
SELECT is((SELECT (f.gaps, f.rhythm_days)::text FROM hera_internal.find_rhythm('{2026-01-01,2026-02-01,2026-03-01,2026-03-11}') AS f), '(3,-28)', 'two in three are not');
SELECT is((SELECT (f.gaps, f.rhythm_days)::text FROM hera_internal.find_rhythm('{2026-01-01}') AS f), '(0,)', 'one day has no gaps');

SELECT * FROM finish();
