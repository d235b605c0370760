"""`bin/helge bench`: grow, measure, print."""

import argparse
import os
import sys
from pathlib import Path

CONNECTIONS = (1, 4)
PARTS = ("verbs", "http", "plans")


def main(arguments: list[str]) -> int:
    """Run the whole bench, or the parts named; returns the exit status."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    parser = argparse.ArgumentParser(prog="bin/helge bench", description="What Helge costs, side by side.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; default: all")
    parser.add_argument("--size", choices=["full", "small"], default="full")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--scans", type=int, default=300, help="how many check-outs and check-ins over HTTP")
    parser.add_argument("--write", type=Path, help="also write the figures to this file")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    import django

    django.setup()
    from bench.grow import SIZES, ensure_grown
    from bench.report import Report

    size = SIZES[options.size]
    report = Report(size)
    ensure_grown(size, report.say)
    parts = options.parts or PARTS
    # Far apart, so that no two desks meet at one item: what is measured is the work, not the waiting.
    apart = size.items // 8
    if "verbs" in parts:
        from bench.verbs import measure

        for connections in CONNECTIONS:
            timings = measure(connections, rounds=options.rounds, batch=options.batch, apart=apart)
            report.verbs(connections, timings)
    if "http" in parts:
        from bench.http import scans_ms

        report.http(scans_ms(options.scans, first_item=5 * apart))
    if "plans" in parts:
        from bench.plans import explained

        report.plans(list(explained(first_item=6 * apart)))
    if options.write:
        options.write.write_text(report.text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
