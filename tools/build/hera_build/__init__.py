"""Assemble the two extensions from sql/, migrations/ and python_udfs/."""
