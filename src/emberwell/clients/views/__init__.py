"""What is done with code names: one module a room, beside `pages/` and `templates/clients/`."""
