CREATE TABLE hera_internal.retained_table (
    relation text NOT NULL,
    class text NOT NULL,
    moment text NOT NULL,
    CONSTRAINT retained_table_pk PRIMARY KEY (relation)
);
COMMENT ON TABLE hera_internal.retained_table IS 'Tables of what operations write down, whose old rows are deleted; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.retained_table.relation IS 'Table, with its schema.';
COMMENT ON COLUMN hera_internal.retained_table.class IS 'Class that says how many months its rows are kept.';
COMMENT ON COLUMN hera_internal.retained_table.moment IS 'Column that says how old a row is; one where it is NULL is kept.';
