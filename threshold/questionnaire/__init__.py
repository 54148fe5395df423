"""The questions, in their order (session), and a terminal that asks them (terminal)."""
