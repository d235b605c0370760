"""Views of the public web: each reads the address, asks the rooms or calls one command, and draws a page."""
