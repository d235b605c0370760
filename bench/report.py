"""The figures as a table that can be read and kept."""

import statistics
import sys

from bench.grow import Size
from bench.verbs import VERBS, Timings


class Report:
    """Prints as it goes and keeps the lines."""

    def __init__(self, size: Size) -> None:
        self.lines = [
            "# Figures of the bench",
            "",
            f"{size.items:,} items, {size.patrons:,} patrons, {size.closed_loans:,} closed and {size.open_loans:,} open loans.",
        ]

    def say(self, line: str) -> None:
        """Progress: printed, not kept."""
        print(line, file=sys.stderr, flush=True)  # noqa: T201

    def keep(self, *lines: str) -> None:
        for line in lines:
            print(line, flush=True)  # noqa: T201
        self.lines += lines

    def verbs(self, connections: int, timings: dict[tuple[str, str], Timings]) -> None:
        plural = "s" if connections > 1 else ""
        self.keep(
            "",
            f"## Verbs, {connections} connection{plural}",
            "",
            "| verb | command/s | plain/s | **ratio** | command median ms | p95 | plain median ms | p95 |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
        )
        for verb in VERBS:
            command, plain = timings[verb, "command"], timings[verb, "plain"]
            rate, bare = command.per_second(connections), plain.per_second(connections)
            self.keep(
                f"| {verb} | {rate:.0f} | {bare:.0f} | **{rate / bare:.0%}** | {command.median_ms():.2f} |"
                f" {command.p95_ms():.2f} | {plain.median_ms():.2f} | {plain.p95_ms():.2f} |"
            )

    def plans(self, answers: list[tuple[str, str]]) -> None:
        self.keep("", "## Plans", "", "| question | plan |", "|---|---|", *(f"| {q} | {plan} |" for q, plan in answers))

    def http(self, milliseconds: dict[str, list[float]]) -> None:
        self.keep("", "## A scan over HTTP, one warm worker", "", "| scan | median ms | p95 ms |", "|---|---:|---:|")
        for name, taken in milliseconds.items():
            self.keep(f"| {name} | {statistics.median(taken):.1f} | {statistics.quantiles(taken, n=20)[-1]:.1f} |")

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"
