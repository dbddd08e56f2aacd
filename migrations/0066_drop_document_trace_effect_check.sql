-- A check of a row is read and parsed anew by every statement that inserts, which costs a request more than its insert into
-- an index. Only functions of HERA write the trace, each a constant.
-- squawk-ignore ban-drop-constraint
-- squawk-ignore ban-drop-constraint
ALTER TABLE hera_internal.document_trace DROP CONSTRAINT document_trace_effect_ck;
