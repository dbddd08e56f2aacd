"""Servers that HERA starts itself: the private server and the clusters of the tests."""
