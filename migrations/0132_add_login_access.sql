-- What most requests ask of four tables, in the row of their login. Triggers keep it and hera.migrate fills it: a row that
-- says nothing is asked no more than the tables are.
ALTER TABLE hera_internal.login_binding
ADD COLUMN role text,
ADD COLUMN permissions text[],
ADD COLUMN limit_register integer,
ADD COLUMN limit_requests integer,
ADD COLUMN limit_interval bigint,
ADD COLUMN limit_tolerance bigint;
COMMENT ON COLUMN hera_internal.login_binding.role IS 'Role of the actor, where it is bound to one; kept by a trigger.';
COMMENT ON COLUMN hera_internal.login_binding.permissions IS 'Permissions of that role, where it is one of HERA; kept by a trigger.';
COMMENT ON COLUMN hera_internal.login_binding.limit_register IS 'Register of the plain limit, where that is the only one of the organization and the role reads; kept by a trigger.';
COMMENT ON COLUMN hera_internal.login_binding.limit_requests IS 'Calls that this limit admits in a window; kept by a trigger.';
COMMENT ON COLUMN hera_internal.login_binding.limit_interval IS 'Microseconds from one call to the next by this limit; kept by a trigger.';
COMMENT ON COLUMN hera_internal.login_binding.limit_tolerance IS 'Microseconds that the burst of this limit is ahead at most; kept by a trigger.';
