"""Views of supervision: the list, and CPD."""
