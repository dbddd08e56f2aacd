CREATE FUNCTION hera_internal.rhythm_token(p_days integer)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The rhythm that a gap of so many days belongs to, with room for weekends and for months of unequal length; NULL for
-- none. Daily is 1 to 4 days, weekly 6 to 8, and so on: each bound begins a rhythm or ends one.
SELECT ('[0:14]={NULL,DAILY,NULL,WEEKLY,NULL,FORTNIGHTLY,NULL,MONTHLY,NULL,QUARTERLY,NULL,HALFYEARLY,NULL,YEARLY,NULL}'::text[])[
    width_bucket(p_days, '{1,5,6,9,13,16,27,35,85,98,175,191,355,377}'::integer[])
]
$function$;
COMMENT ON FUNCTION hera_internal.rhythm_token(integer) IS 'Rhythm that a gap of so many days belongs to.';
