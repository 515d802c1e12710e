"""What the pages of the paths may show. None says how far one is, how long one was away, or what is to do."""
