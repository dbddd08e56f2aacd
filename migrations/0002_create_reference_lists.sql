CREATE TABLE hera_internal.currency (
    code char(3) NOT NULL,
    numeric_code char(3) NOT NULL,
    name text NOT NULL,
    minor_unit smallint,
    active boolean NOT NULL DEFAULT true,
    CONSTRAINT currency_pkey PRIMARY KEY (code),
    CONSTRAINT currency_numeric_code_key UNIQUE (numeric_code),
    CONSTRAINT currency_code_check CHECK (code ~ '^[A-Z]{3}$'),
    CONSTRAINT currency_numeric_code_check CHECK (numeric_code ~ '^[0-9]{3}$'),
    CONSTRAINT currency_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT currency_minor_unit_check CHECK (minor_unit BETWEEN 0 AND 4)
);

COMMENT ON TABLE hera_internal.currency IS
'Currencies of ISO 4217; how many decimals an amount may have is read from here.';
COMMENT ON COLUMN hera_internal.currency.code IS
'Alphabetic code of ISO 4217, upper case.';
COMMENT ON COLUMN hera_internal.currency.numeric_code IS
'Three-digit numeric code of ISO 4217, with leading zeros.';
COMMENT ON COLUMN hera_internal.currency.name IS
'English name of the currency.';
COMMENT ON COLUMN hera_internal.currency.minor_unit IS
'Decimals of the smallest unit; NULL for codes that have none (metals, units of account, testing), which cannot be booked.';
COMMENT ON COLUMN hera_internal.currency.active IS
'False once ISO 4217 has withdrawn the code; old documents keep it, new ones may not use it.';

CREATE TABLE hera_internal.country (
    alpha2 char(2) NOT NULL,
    alpha3 char(3) NOT NULL,
    numeric_code char(3) NOT NULL,
    name text NOT NULL,
    CONSTRAINT country_pkey PRIMARY KEY (alpha2),
    CONSTRAINT country_alpha3_key UNIQUE (alpha3),
    CONSTRAINT country_numeric_code_key UNIQUE (numeric_code),
    CONSTRAINT country_alpha2_check CHECK (alpha2 ~ '^[A-Z]{2}$'),
    CONSTRAINT country_alpha3_check CHECK (alpha3 ~ '^[A-Z]{3}$'),
    CONSTRAINT country_numeric_code_check CHECK (numeric_code ~ '^[0-9]{3}$'),
    CONSTRAINT country_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

COMMENT ON TABLE hera_internal.country IS
'Countries and areas that have a code in ISO 3166-1.';
COMMENT ON COLUMN hera_internal.country.alpha2 IS
'Two-letter code of ISO 3166-1, upper case.';
COMMENT ON COLUMN hera_internal.country.alpha3 IS
'Three-letter code of ISO 3166-1, upper case.';
COMMENT ON COLUMN hera_internal.country.numeric_code IS
'Three-digit numeric code of ISO 3166-1, with leading zeros.';
COMMENT ON COLUMN hera_internal.country.name IS
'Short English name in everyday use.';

CREATE TABLE hera_internal.merchant_category (
    code char(4) NOT NULL,
    name text NOT NULL,
    section text NOT NULL,
    CONSTRAINT merchant_category_pkey PRIMARY KEY (code),
    CONSTRAINT merchant_category_code_check CHECK (code ~ '^[0-9]{4}$'),
    CONSTRAINT merchant_category_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT merchant_category_section_check CHECK (length(section) BETWEEN 1 AND 100)
);

COMMENT ON TABLE hera_internal.merchant_category IS
'Merchant category codes (ISO 18245) that card schemes print on a purchase.';
COMMENT ON COLUMN hera_internal.merchant_category.code IS
'Four-digit code, with leading zeros.';
COMMENT ON COLUMN hera_internal.merchant_category.name IS
'English description of the category.';
COMMENT ON COLUMN hera_internal.merchant_category.section IS
'Section of ISO 18245 that the range of codes belongs to, for grouping in reports.';
