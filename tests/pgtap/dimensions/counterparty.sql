-- Customer, tenure and novelty, at every boundary.
SELECT plan(39);

CREATE FUNCTION pg_temp.customer(
    p_documents bigint, p_first date, p_last date, p_rhythm int, p_bin int, p_vip_bin int, p_date date
) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.customer_dimension(
    p_documents, p_first, p_last, p_rhythm::smallint, p_bin::smallint, p_vip_bin::smallint, p_date, 30, 365, 300, 30, 12, 365
)$$;

SELECT is(pg_temp.customer(NULL, NULL, NULL, NULL, NULL, NULL, '2026-06-30'), 'NEW', 'the first purchase');
SELECT is(pg_temp.customer(1, '2026-06-01', '2026-06-01', NULL, NULL, NULL, '2026-06-30'),
    'NEW', '29 days after the first document');
SELECT is(pg_temp.customer(1, '2026-05-31', '2026-06-20', NULL, NULL, NULL, '2026-06-30'), NULL, '30 days after it');
SELECT is(pg_temp.customer(1, '2026-07-05', '2026-07-05', NULL, NULL, NULL, '2026-06-30'),
    'NEW', 'a document dated before all others');
SELECT is(pg_temp.customer(5, '2020-01-01', '2025-07-01', NULL, NULL, NULL, '2026-06-30'), NULL, 'a pause of 364 days');
SELECT is(pg_temp.customer(5, '2020-01-01', '2025-06-30', NULL, NULL, NULL, '2026-06-30'),
    'REACTIVATED', 'a pause of 365 days');
SELECT is(pg_temp.customer(5, '2020-01-01', '2026-05-01', 20, NULL, NULL, '2026-06-30'),
    'CHURN_RISK', 'a pause of 60 days where 20 are usual');
SELECT is(pg_temp.customer(5, '2020-01-01', '2026-05-02', 20, NULL, NULL, '2026-06-30'), NULL, 'a pause of 59');
SELECT is(pg_temp.customer(5, '2020-01-01', '2026-05-01', -20, NULL, NULL, '2026-06-30'),
    'CHURN_RISK', 'gaps need not be regular for that');
SELECT is(pg_temp.customer(5, '2020-01-01', '2026-06-01', 1, NULL, NULL, '2026-06-30'),
    NULL, '29 days are no pause, however busy it was');
SELECT is(pg_temp.customer(5, '2020-01-01', '2026-05-31', 1, NULL, NULL, '2026-06-30'), 'CHURN_RISK', '30 days are');
SELECT is(pg_temp.customer(5, '2025-12-01', '2026-06-20', NULL, 100, 100, '2026-06-30'),
    'VIP', 'turnover in the bin of the quantile');
SELECT is(pg_temp.customer(5, '2025-12-01', '2026-06-20', NULL, 99, 100, '2026-06-30'), NULL, 'turnover in the bin below');
SELECT is(pg_temp.customer(5, '2025-12-01', '2026-06-20', NULL, 100, NULL, '2026-06-30'),
    NULL, 'too few counterparties for a VIP');
SELECT is(pg_temp.customer(12, '2025-06-30', '2026-06-20', NULL, NULL, NULL, '2026-06-30'),
    'LOYAL', 'twelve documents in 365 days');
SELECT is(pg_temp.customer(11, '2025-06-30', '2026-06-20', NULL, NULL, NULL, '2026-06-30'), NULL, 'eleven are too few');
SELECT is(pg_temp.customer(12, '2025-07-01', '2026-06-20', NULL, NULL, NULL, '2026-06-30'), NULL, '364 days are too short');
SELECT is(pg_temp.customer(12, '2025-06-30', '2026-06-20', NULL, 100, 100, '2026-06-30'),
    'VIP', 'turnover goes before faithfulness');
SELECT is(pg_temp.customer(12, '2020-06-30', '2024-06-20', 7, 100, 100, '2026-06-30'),
    'REACTIVATED', 'a long pause goes before all');
SELECT is(hera_internal.tenure_dimension(NULL, '2026-01-01', 60), 'FIRSTMONTH', 'tenure of an unknown counterparty');
SELECT is(hera_internal.tenure_dimension('2026-01-31', '2026-02-27', 60),
    'FIRSTMONTH', 'the day before the last of February');
SELECT is(hera_internal.tenure_dimension('2026-01-31', '2026-02-28', 60),
    'FIRSTQUARTER', 'the last of February is a month after the 31st of January');
SELECT is(hera_internal.tenure_dimension('2028-01-31', '2028-02-28', 60), 'FIRSTMONTH', 'in a leap year the 28th is not');
SELECT is(hera_internal.tenure_dimension('2028-01-31', '2028-02-29', 60), 'FIRSTQUARTER', 'the 29th is');
SELECT is(hera_internal.tenure_dimension('2025-11-30', '2026-02-27', 60), 'FIRSTQUARTER', 'the day before three months');
SELECT is(hera_internal.tenure_dimension('2025-11-30', '2026-02-28', 60), 'FIRSTYEAR', 'three months');
SELECT is(hera_internal.tenure_dimension('2028-02-29', '2029-02-27', 60),
    'FIRSTYEAR', 'the day before the anniversary of a leap day');
SELECT is(hera_internal.tenure_dimension('2028-02-29', '2029-02-28', 60), NULL, 'the anniversary of a leap day');
SELECT is(hera_internal.tenure_dimension('2024-02-29', '2029-02-27', 60), NULL, 'the day before five years');
SELECT is(hera_internal.tenure_dimension('2024-02-29', '2029-02-28', 60), 'LONGSTANDING', 'five years');
SELECT is(hera_internal.tenure_dimension('2026-05-01', '2026-04-01', 60), 'FIRSTMONTH', 'a document dated before the first');
SELECT is(hera_internal.novelty_dimension(5, '{GBP}', '{5000}', '{1}', 'EUR', '6000', 2, 3),
    'FIRSTCURRENCY', 'a new currency goes first');
SELECT is(hera_internal.novelty_dimension(5, '{EUR,GBP}', '{5000}', '{1}', 'EUR', '6000', 2, 3),
    'FIRSTACCOUNT', 'then a new account');
SELECT is(hera_internal.novelty_dimension(5, '{EUR}', '{5000,6000}', '{1}', 'EUR', '6000', 2, 3),
    'FIRSTTEXT', 'then a new text');
SELECT is(hera_internal.novelty_dimension(2, '{EUR}', '{6000}', '{1,2}', 'EUR', '6000', 2, 3),
    'RARE', 'two documents are few');
SELECT is(hera_internal.novelty_dimension(3, '{EUR}', '{6000}', '{1,2}', 'EUR', '6000', 2, 3), NULL, 'three are not');
SELECT is(hera_internal.novelty_dimension(3, '{EUR}', '{6000}', '{1}', 'EUR', NULL, NULL, 3),
    NULL, 'what is not known is not new');
SELECT is(hera_internal.novelty_dimension(3, '{EUR}', '{6000}', '{1}', 'EUR', '6000', 0, 3),
    NULL, 'no text is no new text');
SELECT is(hera_internal.novelty_dimension(3, '{EUR}', '{}', '{}', 'EUR', '6000', 5, 3),
    NULL, 'nothing to compare with');

SELECT * FROM finish();
