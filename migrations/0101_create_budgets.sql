
ALTER TABLE hera_internal.request_field DROP CONSTRAINT request_field_scope_ck;
ALTER TABLE hera_internal.request_field
ADD CONSTRAINT request_field_scope_ck CHECK (scope IN ('request', 'line', 'settles', 'budget')) NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera_internal.request_field VALIDATE CONSTRAINT request_field_scope_ck;
