"""What the journal does when asked: one module a room, beside `pages/` and `templates/journal/`."""
