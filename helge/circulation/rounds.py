"""What circulation does by itself at certain times (config/rounds.py)."""

from helge.circulation.commands.undo_scan import forget_old_memos
from helge.consortium.occasion import Occasion


def forget_undo_memos(occasion: Occasion) -> int:
    """Delete what could have been taken back but no longer can; returns how many."""
    return forget_old_memos(occasion=occasion)
