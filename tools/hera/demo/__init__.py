"""The demonstration: real payments of four public bodies replayed through hera.submit."""
