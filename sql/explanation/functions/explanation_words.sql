CREATE FUNCTION hera_internal.explanation_words(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sentences that say which stage spoke and why, made of nothing but the stored explanation.
DECLARE
    v_words jsonb := CASE p_explanation ->> 'stage'
        WHEN 'stated' THEN jsonb_build_array(CASE
            WHEN p_explanation ? 'reverses' THEN format('It reverses document %s.', p_explanation ->> 'reverses')
            WHEN p_explanation ? 'corrects' THEN format('A person corrected document %s.', p_explanation ->> 'corrects')
            ELSE format('The request states %s.', p_explanation ->> 'field')
        END)
        WHEN 'type' THEN jsonb_build_array(format(
            'Documents of type %s have one account.', p_explanation ->> 'transaction_type'
        ))
        WHEN 'rule' THEN jsonb_build_array(format(
            'Rule %s of %s holds: %s', p_explanation ->> 'rule', p_explanation ->> 'created_by',
            p_explanation ->> 'description'
        ))
        WHEN 'match' THEN hera_internal.match_words(p_explanation)
        WHEN 'none' THEN jsonb_build_array('Nothing like it was decided before.')
        ELSE hera_internal.guess_words(p_explanation)
    END;
BEGIN
    IF p_explanation ? 'rejected' THEN
        v_words := v_words || to_jsonb(format('Rejected for this payee and text, so not proposed: %s.', (
            SELECT string_agg(r, ', ' ORDER BY r) FROM jsonb_array_elements_text(p_explanation -> 'rejected') AS r
        )));
    END IF;
    IF p_explanation ? 'gate' THEN
        v_words := v_words || to_jsonb(format(
            'The gate of this family is %s: %s.', coalesce('open from a score of ' || (p_explanation #>> '{gate,threshold}'), 'closed'),
            p_explanation #>> '{gate,reason}'
        ));
    END IF;
    RETURN v_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.explanation_words(jsonb) IS 'An explanation in words.';
