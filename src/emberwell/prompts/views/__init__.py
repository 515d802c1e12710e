"""What a person has of prompts: what was offered, their own, and sets of them."""
