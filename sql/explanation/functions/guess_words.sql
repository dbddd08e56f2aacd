CREATE FUNCTION hera_internal.guess_words(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory, neighbours or a model in words, with what they rest on.
DECLARE
    v_words jsonb := '[]'::jsonb;
BEGIN
    IF p_explanation ->> 'stage' = 'memory' THEN
        v_words := v_words || to_jsonb(format(
            'People decided %s documents with %s before; the last %s agree on account %s.', p_explanation ->> 'of',
            CASE p_explanation ->> 'level' WHEN 'text' THEN 'this payee, text and unit' ELSE 'this payee' END,
            p_explanation ->> 'streak', p_explanation ->> 'account'
        ));
    ELSIF p_explanation ->> 'stage' = 'neighbours' THEN
        v_words := v_words || (
            SELECT coalesce(jsonb_agg(format(
                'Pattern %s at distance %s belonged to account %s.', n.value ->> 'pattern', n.value ->> 'distance',
                n.value ->> 'account'
            ) ORDER BY n.ordinality), '[]')
            FROM jsonb_array_elements(p_explanation -> 'nearest') WITH ORDINALITY AS n
        ) || to_jsonb(format(
            'Account %s has %s of their votes.', p_explanation ->> 'account', p_explanation ->> 'share'
        ));
    ELSIF p_explanation ->> 'stage' = 'model' THEN
        v_words := v_words || to_jsonb(format(
            'Version %s of the model (%s) chose account %s with a score of %s.', p_explanation ->> 'version',
            p_explanation ->> 'model', p_explanation ->> 'account', p_explanation ->> 'score'
        ));
    END IF;
    IF p_explanation ? 'record' THEN
        v_words := v_words || to_jsonb(format(
            'Evidence of class %s was right for %s of %s documents that people judged.', p_explanation ->> 'evidence',
            p_explanation #>> '{record,hits}', p_explanation #>> '{record,tries}'
        ));
    END IF;
    RETURN v_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_words(jsonb) IS 'A guess in words.';
