-- Every INSERT prepares the checks of a domain anew; the check of the document at COMMIT judges values instead.
-- A domain gives way to its own type without a look at the rows.
-- squawk-ignore changing-column-type
ALTER TABLE hera.universal_transaction_lines ALTER COLUMN base_amount TYPE numeric;
