"""What the journal's pages may show: one dataclass a page, one module a room, and nothing else reaches a template."""
