"""The patrons: whom we serve, and what we may know about them."""
