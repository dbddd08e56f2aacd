"""The books as text for other programs."""
