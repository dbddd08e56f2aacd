CREATE FUNCTION hera_internal.header_rest(
    p_document_date date, p_due_date date, p_posted_at timestamptz, p_exchange_rate numeric, p_credit_note boolean,
    p_counterparty_id uuid, p_model_id uuid, p_unit text, p_account_code text, p_period text, p_number_series text,
    p_dimensions text[], p_explanation jsonb
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- What the leaf of a posted document does not say of its header, in a form that no setting of a session changes and that
-- names every column, so that none that is added later counts: such a one is appended where it is not NULL. Days and
-- seconds are numbers; values of one type stand together, which is how format is quick. Every submit pays for this.
SELECT format(
    '%s %s %s %s %s %s %s %L %L %L %L %s %s',
    p_document_date - '2000-01-01'::date, p_due_date - '2000-01-01'::date, extract(epoch FROM p_posted_at),
    p_exchange_rate, p_credit_note, p_counterparty_id, p_model_id, p_unit, p_account_code, p_period, p_number_series,
    p_dimensions, p_explanation
)
$function$;
COMMENT ON FUNCTION hera_internal.header_rest(date, date, timestamptz, numeric, boolean, uuid, uuid, text, text, text, text, text[], jsonb) IS 'Text of what a leaf does not say of a header.';
