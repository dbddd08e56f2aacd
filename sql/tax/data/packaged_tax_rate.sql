-- Codes are the same in every set; what they cost depends on the country. Rates of the United Kingdom from 1991 on.
INSERT INTO hera_internal.packaged_tax_rate (tax_set, code, name, kind, valid_from, rate)
VALUES
('uk', 'STANDARD', 'Standard rate', 'both', '1991-04-01', 17.5),
('uk', 'STANDARD', 'Standard rate', 'both', '2008-12-01', 15),
('uk', 'STANDARD', 'Standard rate', 'both', '2010-01-01', 17.5),
('uk', 'STANDARD', 'Standard rate', 'both', '2011-01-04', 20),
('uk', 'REDUCED', 'Reduced rate', 'both', '1997-09-01', 5),
('uk', 'ZERO', 'Zero rate', 'both', '1973-04-01', 0),
('uk', 'EXEMPT', 'Exempt', 'both', '1973-04-01', 0),
('uk', 'OUTSIDE', 'Outside the scope', 'both', '1973-04-01', 0),
('generic', 'STANDARD', 'Standard rate', 'both', '1973-04-01', NULL),
('generic', 'REDUCED', 'Reduced rate', 'both', '1973-04-01', NULL),
('generic', 'ZERO', 'Zero rate', 'both', '1973-04-01', 0),
('generic', 'EXEMPT', 'Exempt', 'both', '1973-04-01', 0),
('generic', 'OUTSIDE', 'Outside the scope', 'both', '1973-04-01', 0)
ON CONFLICT (tax_set, code, valid_from) DO UPDATE
SET
    name = excluded.name,
    kind = excluded.kind,
    rate = excluded.rate;
