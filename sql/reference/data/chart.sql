-- The charts that come with HERA; imported ones live beside them and are left alone.
INSERT INTO hera_internal.chart (code, name, country, description) VALUES
(
    'general', 'General business', NULL,
    'Small or medium-sized business of any country that buys, sells, employs and holds stock.'
),
(
    'uk', 'United Kingdom business', 'GB',
    'British limited company, with the nominal codes in common use there.'
),
(
    'restaurant', 'Restaurant', NULL,
    'Restaurant, bar, café or take-away, with food and beverage cost, tips, vouchers and delivery platforms.'
),
(
    'council', 'Council', 'GB',
    'Local authority or other public body: spending by the subjective groups of public sector accounts, council tax, grants and reserves.'
)
ON CONFLICT (code) DO UPDATE
SET name = excluded.name,
    country = excluded.country,
    description = excluded.description,
    imported_at = NULL;
