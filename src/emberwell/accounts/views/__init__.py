"""The pages of this folder, by what a person does: begin, open, leave a line, keep the kit, and settings."""
