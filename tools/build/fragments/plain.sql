-- HERA without an extension, for servers whose file system is out of reach.
-- Run it in one transaction, to install and to upgrade:
--   psql -1 -v ON_ERROR_STOP=1 -f hera-plain.sql
-- and then SELECT * FROM hera.migrate();
SET LOCAL client_encoding = 'UTF8';
