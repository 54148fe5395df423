"""What changed between two versions of a rulebook, and whose answers change by it."""
