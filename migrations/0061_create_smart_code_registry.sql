-- What a smart code may say, and in which order; the rows are data bindings.
CREATE TABLE hera_internal.smart_code_mode (
    mode text NOT NULL,
    meaning text NOT NULL,
    neutral boolean NOT NULL,
    CONSTRAINT smart_code_mode_pk PRIMARY KEY (mode),
    CONSTRAINT smart_code_mode_mode_ck CHECK (mode ~ '^[A-Z][A-Z0-9_]{1,15}$')
);
CREATE UNIQUE INDEX smart_code_mode_neutral_key ON hera_internal.smart_code_mode (neutral) WHERE neutral;
COMMENT ON TABLE hera_internal.smart_code_mode IS 'Fourth segment of a static smart code: how the process is run.';
COMMENT ON COLUMN hera_internal.smart_code_mode.mode IS 'Segment as it is written; no token of a dimension is written so.';
COMMENT ON COLUMN hera_internal.smart_code_mode.meaning IS 'What it says.';
COMMENT ON COLUMN hera_internal.smart_code_mode.neutral IS 'True for the one mode that a dynamic code leaves out.';

CREATE TABLE hera_internal.smart_code_dimension (
    code text NOT NULL,
    ordinal smallint NOT NULL,
    name text NOT NULL,
    multiple boolean NOT NULL,
    description text NOT NULL,
    CONSTRAINT smart_code_dimension_pk PRIMARY KEY (code),
    CONSTRAINT smart_code_dimension_ordinal_key UNIQUE (ordinal) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT smart_code_dimension_code_ck CHECK (code ~ '^[a-z][a-z_]{1,30}$'),
    CONSTRAINT smart_code_dimension_ordinal_ck CHECK (ordinal > 0)
);
COMMENT ON TABLE hera_internal.smart_code_dimension IS 'Dimensions of a dynamic smart code, in the order in which they are written.';
COMMENT ON COLUMN hera_internal.smart_code_dimension.code IS 'Name of the dimension in jsonb and in patterns.';
COMMENT ON COLUMN hera_internal.smart_code_dimension.ordinal IS 'Place in a rendering.';
COMMENT ON COLUMN hera_internal.smart_code_dimension.name IS 'Name for people.';
COMMENT ON COLUMN hera_internal.smart_code_dimension.multiple IS 'Whether a code may carry several tokens of it; their value is then an array.';
COMMENT ON COLUMN hera_internal.smart_code_dimension.description IS 'The question that the dimension answers.';

CREATE TABLE hera_internal.smart_code_token (
    token text NOT NULL,
    dimension text NOT NULL,
    ordinal smallint NOT NULL,
    neutral boolean NOT NULL,
    meaning text NOT NULL,
    CONSTRAINT smart_code_token_pk PRIMARY KEY (token),
    CONSTRAINT smart_code_token_dimension_fk
    FOREIGN KEY (dimension) REFERENCES hera_internal.smart_code_dimension (code),
    CONSTRAINT smart_code_token_token_ck CHECK (token ~ '^[A-Z][A-Z0-9_]{1,15}$')
);
CREATE UNIQUE INDEX smart_code_token_neutral_key ON hera_internal.smart_code_token (dimension) WHERE neutral;
CREATE INDEX smart_code_token_dimension_ix ON hera_internal.smart_code_token (dimension, ordinal);
COMMENT ON TABLE hera_internal.smart_code_token IS 'Tokens of the dimensions. A token belongs to one dimension, so a code needs no separators between dimensions.';
COMMENT ON COLUMN hera_internal.smart_code_token.token IS 'Segment as it is written.';
COMMENT ON COLUMN hera_internal.smart_code_token.dimension IS 'The dimension it is a value of.';
COMMENT ON COLUMN hera_internal.smart_code_token.ordinal IS 'Place within the dimension, in lists and where a code carries several; tokens of one place follow the alphabet.';
COMMENT ON COLUMN hera_internal.smart_code_token.neutral IS 'True for the ordinary value of the dimension, which a rendering leaves out.';
COMMENT ON COLUMN hera_internal.smart_code_token.meaning IS 'What it says about the document.';
