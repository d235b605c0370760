"""The notices: messages to patrons."""
