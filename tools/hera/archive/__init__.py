"""Months of the books as Parquet files: written, read back and checked. What a month holds is in docs/archive.md."""
