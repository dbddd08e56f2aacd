-- Golden examples of the grammar: reading, writing, what is canonical, and every refusal with its path.
SELECT plan(88);

CREATE FUNCTION pg_temp.refusal(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_detail text;
BEGIN
    EXECUTE p_statement;
    RETURN 'accepted';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLSTATE !~ '^ZH' THEN
            RETURN SQLSTATE || ' ' || SQLERRM;
        END IF;
        GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(' ', SQLSTATE, v_detail::jsonb ->> 'code', v_detail::jsonb ->> 'path');
END $$;

SELECT is(
    hera.parse_smart_code('HERA.SALES.INV.AUTO.v1'),
    '{"static": {"namespace": "HERA", "module": "SALES", "process": "INV", "mode": "AUTO", "version": 1}, "dimensions": {},
      "model_tag": null, "model_version": null, "confidence": null, "canonical": true}',
    'a static code'
);
SELECT is(
    hera.parse_smart_code('HERA.SALES.INV.VIP.LARGE.RUSH.LOWRISK.Q4PEAK.ai2024.v3.2.conf94'),
    '{"static": {"namespace": "HERA", "module": "SALES", "process": "INV", "mode": "AUTO", "version": 1},
      "dimensions": {"customer": "VIP", "magnitude": "LARGE", "temporal": "RUSH", "risk": "LOWRISK", "season": "Q4PEAK"},
      "model_tag": "ai2024", "model_version": "3.2", "confidence": 94, "canonical": true}',
    'a dynamic code'
);
SELECT is(
    hera.parse_smart_code('HERA.BANK.FEE.MANUAL.v12.CCYEUR.SOX.GDPR.conf0'),
    '{"static": {"namespace": "HERA", "module": "BANK", "process": "FEE", "mode": "MANUAL", "version": 12},
      "dimensions": {"currency": "CCYEUR", "compliance": ["SOX", "GDPR"]},
      "model_tag": null, "model_version": null, "confidence": 0, "canonical": true}',
    'several tags of compliance, another mode and version'
);

-- Everything below reads; the second column is the canonical form.
SELECT is(hera.render_smart_code(hera.parse_smart_code(c.code)), c.canonical, c.code)
FROM (VALUES
    ('HERA.SALES.INV', 'HERA.SALES.INV.AUTO.v1'),
    ('HERA.SALES.INV.AUTO', 'HERA.SALES.INV.AUTO.v1'),
    ('HERA.SALES.INV.v1', 'HERA.SALES.INV.AUTO.v1'),
    ('HERA.SALES.INV.v2', 'HERA.SALES.INV.AUTO.v2'),
    ('HERA.SALES.INV.MANUAL.v1', 'HERA.SALES.INV.MANUAL.v1'),
    ('HERA.PROCUREMENT.CREDIT_NOTE.AUTO.v9999', 'HERA.PROCUREMENT.CREDIT_NOTE.AUTO.v9999'),
    ('HERA.SALES.INV.REGULAR.MEDIUM', 'HERA.SALES.INV.AUTO.v1'),
    ('HERA.SALES.INV.AUTO.v1.VIP', 'HERA.SALES.INV.VIP'),
    ('HERA.SALES.INV.LARGE.VIP', 'HERA.SALES.INV.VIP.LARGE'),
    ('HERA.SALES.INV.v2.VIP', 'HERA.SALES.INV.v2.VIP'),
    ('HERA.SALES.INV.MANUAL.VIP', 'HERA.SALES.INV.MANUAL.VIP'),
    ('HERA.SALES.INV.REGULAR.conf50', 'HERA.SALES.INV.conf50'),
    ('HERA.SALES.INV.conf100', 'HERA.SALES.INV.conf100'),
    ('HERA.SALES.INV.ai2024', 'HERA.SALES.INV.ai2024'),
    ('HERA.SALES.INV.v3.ai2024.v3', 'HERA.SALES.INV.v3.ai2024.v3'),
    ('HERA.SALES.INV.ai2024.v0.0.1.conf7', 'HERA.SALES.INV.ai2024.v0.0.1.conf7'),
    ('HERA.SALES.INV.HIPAA.SOX', 'HERA.SALES.INV.SOX.HIPAA'),
    ('HERA.VIP.RUSH.RUSH', 'HERA.VIP.RUSH.RUSH'),
    ('HERA.SALES.INV.DUPLICATE_HIGH.GEOGB.CHURN_RISK', 'HERA.SALES.INV.CHURN_RISK.GEOGB.DUPLICATE_HIGH')
) AS c (code, canonical);
SELECT is((hera.parse_smart_code(c.code) ->> 'canonical')::boolean, c.canonical, c.code || ' is canonical or not')
FROM (VALUES
    ('HERA.SALES.INV.AUTO.v1', true), ('HERA.SALES.INV', false), ('HERA.SALES.INV.VIP', true),
    ('HERA.SALES.INV.AUTO.VIP', false), ('HERA.SALES.INV.LARGE.VIP', false), ('HERA.SALES.INV.REGULAR.LARGE', false)
) AS c (code, canonical);
SELECT is(
    hera.render_smart_code('{"static": {"module": "SALES", "process": "INV"}, "dimensions": {"customer": "REGULAR", "risk": null}}'),
    'HERA.SALES.INV.AUTO.v1', 'what is neutral or null is left out'
);
SELECT is(
    hera.render_smart_code('{"static": {"module": "SALES", "process": "INV"}, "dimensions": {"compliance": ["PCI", "SOX"]}}'),
    'HERA.SALES.INV.SOX.PCI', 'several tokens are written in the order of the registry'
);
SELECT is(hera.parse_smart_code(NULL), NULL, 'nothing has no parts');
SELECT is(hera.render_smart_code(NULL), NULL, 'no parts have no text');

SELECT is(pg_temp.refusal(format('SELECT hera.parse_smart_code(%L)', c.code)), c.refusal, left(c.code, 60) || ' is refused')
FROM (VALUES
    ('', 'ZHS01 SMC_001 code'),
    (repeat('HERA.', 2000), 'ZHS01 SMC_001 code'),
    (E'HERA.SALES.INV\x01', 'ZHS02 SMC_002 code'),
    (E'HERA.SALES.INV\n', 'ZHS02 SMC_002 code'),
    ('HERA.SALES.ÍNV', 'ZHS02 SMC_002 code'),
    ('HERA.SALES.INV.*', 'ZHS02 SMC_002 code'),
    ('HERA.SALES..INV', 'ZHS02 SMC_002 segments[2]'),
    ('HERA.SALES.INV.', 'ZHS02 SMC_002 segments[3]'),
    ('HERA.SALES', 'ZHS02 SMC_002 code'),
    ('hera.SALES.INV', 'ZHS02 SMC_002 segments[0]'),
    ('HERA.sales.INV', 'ZHS02 SMC_002 segments[1]'),
    ('HERA.SALES.' || repeat('I', 33), 'ZHS02 SMC_002 segments[2]'),
    ('HERA.SALES.INV.AUTO.v0', 'ZHS03 SMC_003 segments[4]'),
    ('HERA.SALES.INV.AUTO.v01', 'ZHS03 SMC_003 segments[4]'),
    ('HERA.SALES.INV.AUTO.v99999999999999999999', 'ZHS03 SMC_003 segments[4]'),
    ('HERA.SALES.INV.ai2024.v3.10000', 'ZHS03 SMC_003 segments[5]'),
    ('HERA.SALES.INV.ai2024.v3.2x', 'ZHS03 SMC_003 segments[5]'),
    ('HERA.SALES.INV.conf101', 'ZHS03 SMC_003 segments[3]'),
    ('HERA.SALES.INV.conf', 'ZHS03 SMC_003 segments[3]'),
    ('HERA.SALES.INV.confident', 'ZHS03 SMC_003 segments[3]'),
    ('HERA.SALES.INV.aI', 'ZHS02 SMC_002 segments[3]'),
    ('HERA.SALES.INV.VIP.HUGE', 'ZHS04 SMC_004 segments[4].HUGE'),
    ('HERA.SALES.INV.Vip', 'ZHS04 SMC_004 segments[3].Vip'),
    ('HERA.SALES.INV.v1.AUTO', 'ZHS04 SMC_004 segments[4].AUTO'),
    ('HERA.SALES.INV.ai2024.VIP', 'ZHS04 SMC_004 segments[4].VIP'),
    ('HERA.SALES.INV.VIP.v2', 'ZHS04 SMC_004 segments[4].v2'),
    ('HERA.SALES.INV.ai2024.v1.2.3.4', 'ZHS04 SMC_004 segments[7].4'),
    ('HERA.SALES.INV.conf94.conf94', 'ZHS04 SMC_004 segments[4].conf94'),
    ('HERA.SALES.INV.VIP.LARGE.NEW', 'ZHS05 SMC_005 segments[5].NEW'),
    ('HERA.SALES.INV.VIP.REGULAR', 'ZHS05 SMC_005 segments[4].REGULAR'),
    ('HERA.SALES.INV.SOX.SOX', 'ZHS05 SMC_005 segments[4].SOX')
) AS c (code, refusal);

SELECT is(
    pg_temp.refusal(format(
        'SELECT hera.render_smart_code(%L)', '{"static": {"module": "SALES", "process": "INV"}}'::jsonb || c.parts::jsonb
    )), c.refusal, left(c.parts, 60) || ' is not rendered'
)
FROM (VALUES
    ('{"static": null}', 'ZHS06 SMC_006 static'),
    ('{"static": {"process": "INV"}}', 'ZHS06 SMC_006 static.module'),
    ('{"static": {"module": "SALES"}}', 'ZHS06 SMC_006 static.process'),
    ('{"static": {"module": "SALES", "process": "INV", "mode": "WILD"}}', 'ZHS06 SMC_006 static.mode'),
    ('{"static": {"module": "SALES", "process": "INV", "namespace": "HEROS"}}', 'ZHS06 SMC_006 static.namespace'),
    ('{"static": {"module": "SALES", "process": "INV", "version": 1e30}}', 'ZHS03 SMC_003 static.version'),
    ('{"static": {"module": "SALES", "process": "INV", "version": 1e100}}', 'ZHS01 SMC_001 parts'),
    ('{"static": {"module": "SALES", "process": "INV", "version": "1"}}', 'ZHS06 SMC_006 static.version'),
    ('{"mood": 1}', 'ZHS06 SMC_006 parts.mood'),
    ('{"dimensions": []}', 'ZHS06 SMC_006 dimensions'),
    ('{"dimensions": {"mood": "VIP"}}', 'ZHS06 SMC_006 dimensions.mood'),
    ('{"dimensions": {"customer": "LARGE"}}', 'ZHS04 SMC_004 dimensions.customer.LARGE'),
    ('{"dimensions": {"customer": ["VIP"]}}', 'ZHS06 SMC_006 dimensions.customer'),
    ('{"dimensions": {"compliance": "SOX"}}', 'ZHS06 SMC_006 dimensions.compliance'),
    ('{"dimensions": {"compliance": ["SOX", "SOX"]}}', 'ZHS05 SMC_005 dimensions.compliance.SOX'),
    ('{"model_tag": "v3"}', 'ZHS06 SMC_006 model_tag'),
    ('{"model_version": "3.2"}', 'ZHS06 SMC_006 model_version'),
    ('{"model_tag": "ai2024", "model_version": "3.02"}', 'ZHS06 SMC_006 model_version'),
    ('{"confidence": 94.5}', 'ZHS03 SMC_003 confidence'),
    ('{"confidence": 101}', 'ZHS03 SMC_003 confidence'),
    ('{"canonical": "yes"}', 'ZHS06 SMC_006 canonical')
) AS c (parts, refusal);
SELECT is(
    pg_temp.refusal(format('SELECT hera.render_smart_code(%L)', jsonb_build_object('static', repeat('x', 10000)))),
    'ZHS01 SMC_001 parts', 'large parts are not looked at'
);

SELECT function_privs_are('hera', f.name, f.arguments, 'hera_app', '{EXECUTE}', 'applications may call ' || f.name)
FROM (VALUES
    ('parse_smart_code', '{text}'::text[]), ('render_smart_code', '{jsonb}'), ('smart_code_matches', '{text,text}')
) AS f (name, arguments);

SELECT * FROM finish();
