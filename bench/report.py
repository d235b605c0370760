"""The figures as tables that can be read and kept."""

import os
import statistics
import sys
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.grow import Size
from bench.verbs import VERBS, Timings

if TYPE_CHECKING:
    from bench.plans import Explained


class Report:
    """Prints as it goes and keeps the lines."""

    def __init__(self, size: Size) -> None:
        self.lines = [
            "# Figures of the bench",
            "",
            f"A run of `bin/helge bench`, {datetime.now(UTC):%Y-%m-%d}: {_amounts(size)}.",
            f"Machine: {os.cpu_count()} cores, {_memory_gib()} GiB, shared and noisy; server and clients on it.",
            f"Load average of others when it began: {os.getloadavg()[0]:.1f}.",
            "Only figures of the same table can be compared.",
        ]

    def say(self, line: str) -> None:
        """Progress: printed, not kept."""
        print(line, file=sys.stderr, flush=True)

    def keep(self, *lines: str) -> None:
        for line in lines:
            print(line, flush=True)
        self.lines += lines

    def verbs(self, connections: int, timings: dict[tuple[str, str], Timings]) -> None:
        self.keep(
            "",
            f"## Verbs through the command and as plain SQL, {connections} connection{'s' if connections > 1 else ''}",
            "",
            f"Both commit, and wait for the disk; the last two columns are that part of the medians. {_load()}",
            "",
            "| verb | **ratio of rates** | command/s | plain/s | command median ms | p95 | plain median ms | p95 |"
            " commit command | plain |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        )
        for verb in VERBS:
            command, plain = timings[verb, "command"], timings[verb, "plain"]
            rate, bare = command.per_second(connections), plain.per_second(connections)
            self.keep(
                f"| {verb} | **{rate / bare:.0%}** | {rate:.0f} | {bare:.0f} | {command.median_ms():.2f} |"
                f" {command.p95_ms():.2f} | {plain.median_ms():.2f} | {plain.p95_ms():.2f} |"
                f" {command.commit_ms():.2f} | {plain.commit_ms():.2f} |"
            )

    def http(self, milliseconds: dict[str, list[float]]) -> None:
        self.keep(
            "",
            "## A scan's answer over HTTP, one warm web process",
            "",
            f"{_load()}",
            "",
            "| scan | median ms | p95 ms | scans |",
            "|---|---:|---:|---:|",
        )
        for name, taken in milliseconds.items():
            slow = statistics.quantiles(taken, n=20)[-1]
            self.keep(f"| {name} | {statistics.median(taken):.1f} | {slow:.1f} | {len(taken)} |")

    def plans(self, answers: "list[Explained]") -> None:
        """One row per question; a big table that is read whole, or much of it, is named first."""
        by_question: dict[str, list[Explained]] = defaultdict(list)
        for answer in answers:
            by_question[answer.question].append(answer)
        self.keep(
            "",
            "## What the questions read",
            "",
            "EXPLAIN ANALYZE of every statement that each sends. Milliseconds in the database, planning included.",
            "",
            "| question | statements | ms | reads much of | indexes |",
            "|---|---:|---:|---|---|",
        )
        for question, found in by_question.items():
            whole = sorted({table for one in found for table in one.read_whole})
            indexes = sorted({index for one in found for index in one.indexes})
            spent = sum(one.milliseconds for one in found)
            self.keep(f"| {question} | {len(found)} | {spent:.1f} | {', '.join(whole)} | {', '.join(indexes)} |")
        for one in answers:
            if one.read_whole:
                self.say(f"\n{one.question}, {one.milliseconds:.0f} ms, {', '.join(one.read_whole)}: {one.sql}")

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def _amounts(size: Size) -> str:
    loans = f"{size.closed_loans:,} closed and {size.open_loans:,} open loans"
    return f"{size.items:,} items, {size.records:,} records, {size.patrons:,} patrons, {loans}"


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _load() -> str:
    return f"Load average when it ended, its own work included: {os.getloadavg()[0]:.1f}."
