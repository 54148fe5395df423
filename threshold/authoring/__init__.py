"""For whoever owns a rulebook: prove a change right, see what it changes, follow it back to the document."""
