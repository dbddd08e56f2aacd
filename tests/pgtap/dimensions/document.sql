-- Risk, geography, currency, industry, channel, complexity and compliance.
SELECT plan(56);

CREATE FUNCTION pg_temp.risk(
    p_customer text DEFAULT NULL, p_magnitude text DEFAULT NULL, p_temporal text DEFAULT NULL, p_abroad boolean DEFAULT false,
    p_novelty text DEFAULT NULL, p_tenure text DEFAULT NULL, p_duplicate text DEFAULT NULL
) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.risk_dimension(
    hera_internal.risk_points(p_customer, p_magnitude, p_temporal, p_abroad, p_novelty, p_tenure, p_duplicate), 6, 3, -1, -3
)$$;

SELECT is(pg_temp.risk(), NULL, 'nothing special is ordinary risk');
SELECT is(pg_temp.risk(p_duplicate => 'DUPLICATE_HIGH', p_magnitude => 'JUMBO'), 'CRITICALRISK', 'six points');
SELECT is(pg_temp.risk(p_duplicate => 'DUPLICATE_HIGH', p_magnitude => 'LARGE'), 'HIGHRISK', 'five');
SELECT is(pg_temp.risk(p_duplicate => 'DUPLICATE_MID', p_temporal => 'RUSH'), 'HIGHRISK', 'three');
SELECT is(pg_temp.risk(p_duplicate => 'DUPLICATE_LOW', p_abroad => true), NULL, 'two');
SELECT is(pg_temp.risk(p_customer => 'VIP'), 'LOWRISK', 'one below');
SELECT is(pg_temp.risk(p_customer => 'LOYAL', p_tenure => 'LONGSTANDING'), 'LOWRISK', 'two below');
SELECT is(pg_temp.risk(p_customer => 'LOYAL', p_tenure => 'LONGSTANDING', p_magnitude => 'MICRO'),
    'MINIMALRISK', 'three below');
SELECT is(pg_temp.risk(p_novelty => 'FIRSTEVER', p_temporal => 'WEEKEND'), 'HIGHRISK', 'a first document on a Sunday');
SELECT is(pg_temp.risk(p_novelty => 'FIRSTCURRENCY', p_customer => 'REACTIVATED'), 'HIGHRISK', 'back with another currency');
SELECT is(pg_temp.risk(p_novelty => 'FIRSTACCOUNT'), NULL, 'one point');
SELECT is(pg_temp.risk(p_novelty => 'RARE', p_customer => 'LOYAL'), NULL, 'points add up to nothing');
SELECT is(hera_internal.geography_dimension('DE', 'GB'), 'GEODE', 'a country abroad');
SELECT is(hera_internal.geography_dimension('gb', 'GB'), NULL, 'the own country');
SELECT is(hera_internal.geography_dimension('GB', ''), 'GEOGB', 'a country where the own is not known');
SELECT is(hera_internal.geography_dimension('XX', 'GB'), NULL, 'what is no country');
SELECT is(hera_internal.geography_dimension(NULL, 'GB'), NULL, 'a country that is not known');
SELECT is(hera_internal.geography_dimension('DEU', 'GB'), NULL, 'a code of three letters');
SELECT is(hera_internal.currency_dimension('EUR', 'GBP'), 'CCYEUR', 'a foreign currency');
SELECT is(hera_internal.currency_dimension('GBP', 'GBP'), NULL, 'the own currency');
SELECT is(hera_internal.currency_dimension('XAU', 'GBP'), NULL, 'gold has no token');
SELECT is(hera_internal.industry_dimension('retail', NULL), 'RETAIL', 'a stated industry');
SELECT is(hera_internal.industry_dimension('ANYINDUSTRY', '5812'), 'RESTAURANT', 'a neutral one gives way to the category');
SELECT is(hera_internal.industry_dimension(NULL, '8062'), 'HEALTHCARE', 'a hospital');
SELECT is(hera_internal.industry_dimension(NULL, '7372'), 'SOFTWARE', 'a programmer');
SELECT is(hera_internal.industry_dimension(NULL, '99'), NULL, 'what is no category');
SELECT is(hera_internal.industry_dimension(NULL, '0000'), NULL, 'below the first category');
SELECT is(hera_internal.industry_dimension(NULL, '0742'), 'AGRICULTURE', 'the first category');
SELECT is(hera_internal.industry_dimension(NULL, '7299'), NULL, 'a category that says no industry');
SELECT is_empty($$SELECT m.code FROM hera_internal.merchant_category AS m WHERE hera_internal.category_industry(m.code) NOT IN (SELECT t.token FROM hera_internal.smart_code_token AS t WHERE t.dimension = 'industry')$$, 'every industry of a category is a token');
SELECT is(hera_internal.channel_dimension('bankfeed', 'integration'), 'BANKFEED', 'a stated channel');
SELECT is(hera_internal.channel_dimension(NULL, 'integration'), 'API', 'another system');
SELECT is(hera_internal.channel_dimension(NULL, 'accountant'), NULL, 'a person');
SELECT is(hera_internal.channel_dimension('smoke signals', 'integration'), NULL, 'what is no channel');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP"}, {"currency": "GBP"}]', 3),
    NULL, 'two lines are the least');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP"}, {"currency": "GBP"}, {"currency": "GBP"}]', 3),
    'MULTILINE', 'three are several');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP", "tax_code": "S"}, {"currency": "GBP", "tax_code": "Z"}]', 3),
    'MULTITAX', 'two tax codes');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP", "tax_code": "S"}, {"currency": "GBP"}]', 3),
    NULL, 'one tax code');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP"}, {"currency": "EUR"}]', 3),
    'MULTICURRENCY', 'two currencies');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP"}, {"currency": "EUR"}, {"currency": "GBP"}]', 3),
    'COMPOUND', 'several lines and currencies');
SELECT is(hera_internal.complexity_dimension('[{"currency": "GBP", "tax_code": "S"}, {"currency": "GBP", "tax_code": "Z"}, {"currency": "GBP"}]', 3),
    'COMPOUND', 'several lines and taxes');
SELECT is(hera_internal.complexity_dimension(NULL, 3), NULL, 'no stated lines');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('SOX', NULL, 'bill', false, 10000, NULL, NULL, NULL, 10000, 10000), '.'),
    'SOX', 'the amount from which it applies');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('SOX', NULL, 'bill', false, 9999.99, NULL, NULL, NULL, 10000, 10000), '.'),
    NULL, 'a penny less');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('sox', NULL, 'bill', true, 1, NULL, NULL, NULL, 10000, 10000), '.'),
    'SOX', 'a journal');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('', NULL, 'bill', false, 10000, NULL, NULL, NULL, 10000, 10000), '.'),
    NULL, 'no rules apply');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('PCI', NULL, 'card_purchase', false, 1, NULL, NULL, NULL, 10000, 10000), '.'),
    'PCI', 'a card');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('PCI', NULL, 'bill', false, 1, 'CARDFEED', NULL, NULL, 10000, 10000), '.'),
    'PCI', 'a card statement');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('GDPR', NULL, 'payroll', false, 1, NULL, NULL, NULL, 10000, 10000), '.'),
    'GDPR', 'a payroll');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('GDPR', NULL, 'bill', false, 1, NULL, NULL, true, 10000, 10000), '.'),
    'GDPR', 'a person');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('HIPAA', NULL, 'bill', false, 1, NULL, 'HEALTHCARE', NULL, 10000, 10000), '.'),
    'HIPAA', 'a hospital');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('AML', NULL, 'sale', false, 10000, NULL, NULL, NULL, 10000, 10000), '.'),
    'AML', 'a large cash sale');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('AML', NULL, 'sale', false, 9999.99, NULL, NULL, NULL, 10000, 10000), '.'),
    NULL, 'a smaller one');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('AML, GDPR;SOX', NULL, 'sale', false, 10000, NULL, NULL, true, 10000, 10000), '.'),
    'SOX.GDPR.AML', 'several, in the order of the registry');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('', '["AML", "PCI", "nonsense"]'::jsonb, 'bill', false, 1, NULL, NULL, NULL, 10000, 10000), '.'),
    'PCI.AML', 'tags of the counterparty apply always');
SELECT is(array_to_string(
    hera_internal.compliance_dimension('SOX', '"PCI"'::jsonb, 'bill', false, 1, NULL, NULL, NULL, 10000, 10000), '.'),
    'PCI', 'one tag as a string');

SELECT * FROM finish();
