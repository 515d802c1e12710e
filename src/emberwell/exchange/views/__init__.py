"""The pages of this folder, by direction: bring a journal here, take it away."""
