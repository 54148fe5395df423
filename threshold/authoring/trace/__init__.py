"""The rulebook's quotes against the text of the document, both ways."""
