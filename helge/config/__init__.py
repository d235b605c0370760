"""The wiring of the house: settings, addresses, the private PostgreSQL, reactions and rounds."""
