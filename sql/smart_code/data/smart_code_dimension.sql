INSERT INTO hera_internal.smart_code_dimension (ordinal, code, name, multiple, description)
VALUES
(1, 'customer', 'Customer', false, 'Who is the counterparty to the organization?'),
(2, 'magnitude', 'Magnitude', false, 'How large is the amount beside the organization''s own history?'),
(3, 'temporal', 'Time', false, 'Does the moment matter, in the organization''s time zone?'),
(4, 'risk', 'Risk', false, 'How much could go wrong?'),
(5, 'season', 'Season', false, 'How busy is this time of the year, and in which quarter?'),
(6, 'geography', 'Geography', false, 'Which country is the counterparty in?'),
(7, 'currency', 'Currency', false, 'Which currency is the document in?'),
(8, 'payment_terms', 'Payment terms', false, 'When is it to be paid?'),
(9, 'recurrence', 'Recurrence', false, 'Does it come again, and how often?'),
(10, 'novelty', 'Novelty', false, 'What about it was not seen before?'),
(11, 'tenure', 'Tenure', false, 'How long has the counterparty been known?'),
(12, 'complexity', 'Complexity', false, 'How much is in the document?'),
(13, 'compliance', 'Compliance', true, 'Which rules apply to it?'),
(14, 'industry', 'Industry', false, 'Which trade does the counterparty belong to?'),
(15, 'channel', 'Channel', false, 'Which way did it come in?'),
(16, 'duplicate', 'Duplicate suspicion', false, 'Could it be in the books already?')
ON CONFLICT (code) DO UPDATE
SET ordinal = excluded.ordinal, name = excluded.name, multiple = excluded.multiple, description = excluded.description;
