-- Patterns of smart codes.
SELECT plan(47);

SELECT is(hera.smart_code_matches(m.code, m.pattern), m.matches, format('%s and %s', m.code, m.pattern))
FROM (VALUES
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.INV.AUTO.v1', true),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.INV.AUTO.v2', false),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.INV.AUTO', false),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.INV.AUTO.v1.*', false),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.*.INV.*.v1', true),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.*.v1', false),
    ('HERA.SALES.INV.AUTO.v1', '**', true),
    ('HERA.SALES.INV.AUTO.v1', '**.**.**', true),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.INV.AUTO.v1.**', true),
    ('HERA.SALES.INV.AUTO.v1', '**.HERA.SALES.INV.AUTO.v1', true),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALES.**', true),
    ('HERA.SALES.INV.AUTO.v1', 'HERA.SALE.**', false),
    ('HERA.SALES.INV.AUTO.v1', '**.v1', true),
    ('HERA.SALES.INV.AUTO.v1', '**.*.**.*.**.*.**.*.**.*.**', true),
    ('HERA.SALES.INV.AUTO.v1', '**.*.*.*.*.*.*.**', false),
    ('HERA.SALES.INV.AUTO.v1', '*', false),
    ('HERA.SALES.INV', 'HERA.SALES.INV', false),
    ('HERA.SALES.INV', 'HERA.SALES.INV.AUTO.v1', true),
    ('HERA.SALES.INV.LARGE.VIP', '**.VIP.LARGE', true),
    ('HERA.SALES.INV.VIP.LARGE.ai2024.v3.2.conf94', 'HERA.SALES.INV.**.LARGE.**.conf94', true),
    ('HERA.SALES.INV.VIP.LARGE.ai2024.v3.2.conf94', '**.ai2024.v3.**', true),
    ('HERA.SALES.INV.VIP.LARGE.ai2024.v3.2.conf94', '**.ai2024.v4.**', false),
    ('HERA.SALES.INV.VIP.LARGE', '** customer=VIP', true),
    ('HERA.SALES.INV.VIP.LARGE', '** customer=VIP magnitude=LARGE', true),
    ('HERA.SALES.INV.VIP.LARGE', '** customer=VIP magnitude=SMALL', false),
    ('HERA.SALES.INV.VIP.LARGE', '** magnitude=SMALL|LARGE', true),
    ('HERA.SALES.INV.VIP.LARGE', 'HERA.BANK.** customer=VIP', false),
    ('HERA.SALES.INV.VIP.LARGE', '** customer=REGULAR', false),
    ('HERA.SALES.INV.LARGE', '** customer=REGULAR', true),
    ('HERA.SALES.INV.LARGE', '** customer=NEW|REGULAR', true),
    ('HERA.SALES.INV.LARGE', '** customer=*', false),
    ('HERA.SALES.INV.LARGE', '** magnitude=*', true),
    ('HERA.SALES.INV.SOX.GDPR', '** compliance=GDPR', true),
    ('HERA.SALES.INV.SOX.GDPR', '** compliance=SOX compliance=GDPR', true),
    ('HERA.SALES.INV.SOX.GDPR', '** compliance=PCI|HIPAA', false),
    ('HERA.SALES.INV.LARGE', '** compliance=GDPR', false),
    (NULL, '**', NULL)
) AS m (code, pattern, matches);

CREATE FUNCTION pg_temp.refusal(p_pattern text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_detail text;
BEGIN
    PERFORM hera.smart_code_matches('HERA.SALES.INV.AUTO.v1', p_pattern);
    RETURN 'accepted';
EXCEPTION
    WHEN SQLSTATE 'ZHS01' OR SQLSTATE 'ZHS07' THEN
        GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(' ', v_detail::jsonb ->> 'code', v_detail::jsonb ->> 'path');
END $$;

-- The code does not fit the first segment of most of them: a pattern is judged whatever the code is.
SELECT is(pg_temp.refusal(p.pattern), p.refusal, left(p.pattern, 60) || ' is no pattern')
FROM (VALUES
    ('', 'SMC_001 pattern'),
    (repeat('*.', 5000) || '*', 'SMC_001 pattern'),
    ('HERA..INV', 'SMC_007 pattern'),
    ('HERA.***', 'SMC_007 pattern'),
    ('HERA.S*', 'SMC_007 pattern'),
    (' customer=VIP', 'SMC_007 pattern'),
    ('BANK customer=', 'SMC_007 conditions[0]'),
    ('BANK customer=VIP ', 'SMC_007 conditions[1]'),
    ('BANK customer=VIP mood=GOOD', 'SMC_007 conditions[1].mood'),
    ('BANK customer=VIP|LARGE', 'SMC_007 conditions[0].LARGE')
) AS p (pattern, refusal);

SELECT * FROM finish();
