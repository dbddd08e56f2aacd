CREATE FUNCTION hera_internal.guess_words(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory, model or neighbours in words, with what they rest on.
DECLARE
    v_account text := p_explanation ->> 'account';
    v_levels text[] := string_to_array(nullif(p_explanation ->> 'levels', ''), '+');
    v_words jsonb := '[]'::jsonb;
BEGIN
    IF p_explanation ->> 'stage' = 'neighbours' THEN
        RETURN (
            SELECT coalesce(jsonb_agg(format(
                'Pattern %s at distance %s belonged to account %s.', n.value ->> 'pattern', n.value ->> 'distance',
                n.value ->> 'account'
            ) ORDER BY n.ordinality), '[]')
            FROM jsonb_array_elements(p_explanation -> 'nearest') WITH ORDINALITY AS n
        ) || to_jsonb(format('Account %s has %s of their votes.', v_account, p_explanation ->> 'share'));
    END IF;
    IF v_levels IS NOT NULL THEN
        v_words := v_words || to_jsonb(format(
            'People chose account %s when they last decided a document with %s.', v_account, (
                SELECT string_agg(CASE l.level
                    WHEN 'amount' THEN 'this payee and amount'
                    WHEN 'text' THEN 'this payee, text and cost centre'
                    WHEN 'payee' THEN 'this payee'
                    WHEN 'unit' THEN 'this text and cost centre'
                END, '; with ' ORDER BY l.place)
                FROM unnest(v_levels) WITH ORDINALITY AS l (level, place)
            )
        ));
    ELSIF p_explanation ->> 'stage' = 'memory' THEN
        v_words := v_words || to_jsonb(format('People chose account %s for documents like this before.', v_account));
    END IF;
    IF p_explanation ? 'model' THEN
        v_words := v_words || to_jsonb(format(
            'Version %s of the model (%s) puts account %s first, with a margin of %s.', p_explanation ->> 'version',
            p_explanation ->> 'model', p_explanation ->> 'model_account', p_explanation ->> 'margin'
        ));
    END IF;
    RETURN v_words || to_jsonb(format(
        CASE WHEN p_explanation ? 'decided_last'
            THEN 'Of %s another is likelier; this one was decided last. Its probability is %s.'
            ELSE 'Of %s it is the likeliest, with a probability of %s.'
        END, CASE
            jsonb_array_length(p_explanation #> '{candidates,accounts}') WHEN 1 THEN 'this account and none'
            ELSE jsonb_array_length(p_explanation #> '{candidates,accounts}') || ' accounts and none'
        END, p_explanation ->> 'score'
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_words(jsonb) IS 'A guess in words.';
