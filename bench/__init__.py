"""What Helge costs: the verbs against the same statements as plain SQL, at full size, side by side."""
