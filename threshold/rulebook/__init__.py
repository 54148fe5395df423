"""The document as data."""
