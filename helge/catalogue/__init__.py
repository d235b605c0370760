"""The catalogue: works and the editions of them that the libraries have."""
