"""Reading files of records: find out the form, split, and read each piece by itself.

A file is split first and each piece read on its own, so that one broken record costs only itself, and every one has its
position and its place in bytes. Nothing is read further ahead than one piece.
"""

from .opening import UnreadableFile, form_of_bytes, open_records, parse, sha256_of
from .piece import Malformed, Piece, Read

__all__ = ["Malformed", "Piece", "Read", "UnreadableFile", "form_of_bytes", "open_records", "parse", "sha256_of"]
