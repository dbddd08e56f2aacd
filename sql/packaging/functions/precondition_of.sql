CREATE FUNCTION hera_internal.precondition_of(p_body text)
RETURNS integer
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- Its first line may say so: -- after 0902
    SELECT pg_catalog.substring(p_body, '^-- after ([0-9]{4})')::integer
$function$;
COMMENT ON FUNCTION hera_internal.precondition_of(text) IS 'The migration that must have been applied before this one, if it names one.';
ALTER FUNCTION hera_internal.precondition_of(text) OWNER TO hera_owner;
