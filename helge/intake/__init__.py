"""The intake: how records and items arrive."""
