"""Pure functions behind the extension hera_plpython; standard library only."""
