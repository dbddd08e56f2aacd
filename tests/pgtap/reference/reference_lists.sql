-- ISO 4217, ISO 3166-1 and merchant categories: complete, well formed, readable by applications and nobody else.
SELECT plan(20);

SELECT is((SELECT count(*)::int FROM hera.list_currencies()), 178, 'every currency of ISO 4217 is there');
SELECT results_eq(
    $$SELECT code, numeric_code, minor_unit::int FROM hera.list_currencies()
      WHERE code IN ('GBP', 'JPY', 'KWD', 'CLF', 'XAU') ORDER BY code$$,
    $$VALUES ('CLF', '990', 4), ('GBP', '826', 2), ('JPY', '392', 0), ('KWD', '414', 3), ('XAU', '959', NULL)$$,
    'decimals are those of the standard'
);
SELECT is(
    (SELECT string_agg(code, ' ' ORDER BY code) FROM hera.list_currencies() WHERE minor_unit IS NULL),
    'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX',
    'only metals, units of account and special codes have no decimals'
);
SELECT is((SELECT count(*)::int FROM hera.list_countries()), 249, 'every country of ISO 3166-1 is there');
SELECT results_eq(
    $$SELECT alpha2, alpha3, numeric_code, name FROM hera.list_countries() WHERE alpha2 IN ('CI', 'GB') ORDER BY 1$$,
    $$VALUES ('CI', 'CIV', '384', 'Côte d''Ivoire'), ('GB', 'GBR', '826', 'United Kingdom')$$,
    'a country has three codes and a name'
);
SELECT is((SELECT count(*)::int FROM hera_internal.merchant_category), 1034, 'every merchant category is there');
SELECT results_eq(
    $$SELECT code::text, section FROM hera_internal.merchant_category WHERE code IN ('0742', '3005', '5411') ORDER BY 1$$,
    $$VALUES ('0742', 'Agricultural services'), ('3005', 'Airlines'), ('5411', 'Retail outlets')$$,
    'a merchant category belongs to the section of its range'
);
SELECT is_empty(
    $$SELECT code FROM hera_internal.merchant_category WHERE name <> btrim(name) OR name ~ '\s\s'$$,
    'names of merchant categories are tidy'
);

SELECT throws_ok(
    $$INSERT INTO hera_internal.currency VALUES ('eur', '001', 'lower case', 2)$$, '23514', NULL,
    'a currency code is upper case'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.currency VALUES ('QQQ', '001', 'too fine', 5)$$, '23514', NULL,
    'no currency has five decimals'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.currency VALUES ('QQQ', '826', 'again', 2)$$, '23505', NULL,
    'a numeric code belongs to one currency'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.country VALUES ('QQ', 'GBR', '001', 'again')$$, '23505', NULL,
    'a three-letter code belongs to one country'
);

SELECT function_privs_are('hera', f, '{}', r, '{EXECUTE}', r || ' may call ' || f)
FROM unnest(ARRAY['list_currencies', 'list_countries', 'list_charts']) AS f
CROSS JOIN unnest(ARRAY['hera_app', 'hera_admin']) AS r;
SELECT function_privs_are('hera', 'list_currencies', '{}', 'hera_bi', '{}', 'BI has its own views');
SELECT table_privs_are('hera_internal', 'currency', 'hera_app', '{}', 'applications do not touch the table');

SELECT * FROM finish();
