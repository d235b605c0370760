"""The demo: HelGe's libraries with a catalogue, patrons and three months of lending."""
