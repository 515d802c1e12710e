"""Reading paths, walking one, and what is left of it."""
