"""What the pages of code names may show: one dataclass a page, one module a room."""
