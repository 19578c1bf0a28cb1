"""What was aimed at, and whether this run has reached it."""

from collections.abc import Iterator
from typing import Any

AT_CLIENTS = 500
LEAST_DELIVERIES = 1.5
"""Flat out, as a multiple of the bare stack's."""
MOST_P99 = 0.7
"""Of the time from sending to receiving at 10 messages/s, as a part of the bare stack's."""
MOST_KB_A_CLIENT = 60
MOST_HISTORY = 1.2
"""Opening a channel of a million messages, as a multiple of one of a thousand."""
MOST_SEARCH_MS = 50
"""p95 of a question for a word of two characters, common or rare, among a million messages."""
MOST_INDEXING = 0.3
"""Of a send, spent on the index."""

MOST_SWEEP_SECONDS = {"sqlite": 2.0, "postgresql": 5.0}
"""For 10,000 due steps among a million open issues."""
MOST_GROWTH = 1.5
"""Of a sweep, from a hundred thousand open issues to a million."""
MOST_IDLE_MS = 2.0
"""p99 of a sweep that finds nothing due."""

MOST_MONTH = 1.5
"""The month of consultations among 10,000, as a multiple of one among 100."""

MOST_WAIT = 2.0
"""p99 of a message while the sweep catches up, as a multiple of the time before."""
MOST_ITEM_P99 = 1.5
"""From the chair's press to the last of 200 screens, as a multiple of a bare broadcast's in the same run."""

MOST_REGISTER = 1.5
"""A page of the register of a million issues, as a multiple of one of a thousand."""
MOST_PANEL_MS = 100

MOST_DRAFT_SECONDS = 1.0
"""From the facts of 30 items and 5,000 messages to the commit of their draft."""

MOST_FIGURES_SECONDS = 1.0
"""The figures of 100,000 matters of a period, by unit or by item."""
MOST_WRITING_SECONDS = {"docx, s": 1.0, "pdf, s": 2.0}
"""Twenty pages in the official format."""

Line = tuple[str, float, str, bool]


def tell(figures: dict[str, Any]) -> None:
    """Print each aim that the figures of `bench.run` say something about, with what was measured."""
    print(f"\naims (chat at {AT_CLIENTS} clients)")
    lines = (
        *_chat(figures.get("chat", [])),
        *_history(figures.get("history", {})),
        *_search(figures.get("search", {})),
        *_consultations(figures.get("consultations", {})),
        *_escalation(figures.get("escalation", {})),
        *_catching_up(figures.get("catching up", {})),
        *_live(figures.get("live", {})),
        *_register(figures.get("register", {})),
        *_minutes(figures.get("minutes", {})),
        *_appraisal(figures.get("appraisal", {})),
        *_documents(figures.get("documents", {})),
    )
    for what, found, aim, is_reached in lines:
        print(f"  {what:<46}{found:>10.2f}  {aim:<8}{'reached' if is_reached else 'missed'}")


def _chat(runs: list[dict[str, Any]]) -> Iterator[Line]:
    for results in runs:
        for name in sorted(results.keys() - {"clients", "bare"}):
            phases = {phase: row for phase, row in results[name].items() if phase != "kb_per_client"}
            wrong = sum(row["lost"] + row["doubled"] + row["wrong_sums"] for row in phases.values())
            yield f"{name}: lost or doubled, {results['clients']} clients", wrong, "= 0", wrong == 0
            if results["clients"] == AT_CLIENTS:
                yield from _against_bare(name, phases, results["bare"])
                kb = results[name]["kb_per_client"]
                yield f"{name}: KB a client", kb, f"<= {MOST_KB_A_CLIENT}", kb <= MOST_KB_A_CLIENT


def _against_bare(name: str, phases: dict[str, Any], bare: dict[str, Any]) -> Iterator[Line]:
    for phase, row in phases.items():
        if phase.startswith("flat"):
            ratio = row["deliveries_per_s"] / bare[phase]["deliveries_per_s"]
            yield f"{name}: deliveries, {phase}", ratio, f">= {LEAST_DELIVERIES}", ratio >= LEAST_DELIVERIES
        else:
            ratio = row["delay_ms"]["p99"] / bare[phase]["delay_ms"]["p99"]
            yield f"{name}: p99, {phase}", ratio, f"<= {MOST_P99}", ratio <= MOST_P99


def _history(figures: dict[str, Any]) -> Iterator[Line]:
    for name, rows in figures.items():
        worst = max(large / small for small, large in rows.values())
        yield f"{name}: a channel of a million, the worst", worst, f"<= {MOST_HISTORY}", worst <= MOST_HISTORY


def _search(figures: dict[str, Any]) -> Iterator[Line]:
    for name, rows in figures.items():
        for what in ("common word", "rare word"):
            yield f"{name}: {what}, p95 ms", rows[what], f"<= {MOST_SEARCH_MS}", rows[what] <= MOST_SEARCH_MS
        part = rows["indexing"]
        yield f"{name}: indexing, of a send", part, f"<= {MOST_INDEXING}", part <= MOST_INDEXING


def _consultations(figures: dict[str, dict[str, float]]) -> Iterator[Line]:
    for name, rows in figures.items():
        growth = rows["10,000 consultations, ms"] / rows["100 consultations, ms"]
        yield f"{name}: the month among 10,000 consultations, × 100", growth, f"<= {MOST_MONTH}", growth <= MOST_MONTH


def _escalation(figures: dict[str, Any]) -> Iterator[Line]:
    for name, rows in figures.items():
        few, many = rows["100,000 open"], rows["1,000,000 open"]
        most = MOST_SWEEP_SECONDS[name]
        yield f"{name}: 10,000 due of a million, s", many, f"<= {most}", many <= most
        yield f"{name}: a million against 100,000 open", many / few, f"<= {MOST_GROWTH}", many / few <= MOST_GROWTH
        alone = rows["1,000,000 open, the rows alone"]
        yield f"{name}: the same, x its rows alone", many / alone, "", True
        idle = rows["idle at 1,000,000, p99 ms"]
        yield f"{name}: idle sweep, p99 ms", idle, f"<= {MOST_IDLE_MS}", idle <= MOST_IDLE_MS


def _catching_up(figures: dict[str, Any]) -> Iterator[Line]:
    for name, rows in figures.items():
        wait = rows["catching up"]["p99"] / rows["idle"]["p99"]
        yield f"{name}: p99 of a message during a sweep", wait, f"<= {MOST_WAIT}", wait <= MOST_WAIT


def _live(figures: dict[str, Any]) -> Iterator[Line]:
    for name in sorted(figures.keys() - {"bare"}):
        ratio = figures[name]["delay_ms"]["p99"] / figures["bare"]["delay_ms"]["p99"]
        yield f"{name}: item change, p99", ratio, f"<= {MOST_ITEM_P99}", ratio <= MOST_ITEM_P99
        wrong = figures[name]["lost"] + figures[name]["doubled"]
        yield f"{name}: item changes lost or doubled", wrong, "= 0", wrong == 0


def _register(figures: dict[str, Any]) -> Iterator[Line]:
    for name, rows in figures.items():
        pages = {what: large / small for what, (small, large) in rows.items() if what != "panel"}
        for what, ratio in pages.items():
            yield f"{name}: register, {what}", ratio, f"<= {MOST_REGISTER}", ratio <= MOST_REGISTER
        panel = rows["panel"][1]
        yield f"{name}: a panel of a hundred, ms", panel, f"<= {MOST_PANEL_MS}", panel <= MOST_PANEL_MS


def _minutes(figures: dict[str, dict[str, float]]) -> Iterator[Line]:
    for name, rows in figures.items():
        found = rows["median, s"]
        yield f"{name}: draft of a long consultation, s", found, f"<= {MOST_DRAFT_SECONDS}", found <= MOST_DRAFT_SECONDS


def _appraisal(figures: dict[str, dict[str, float]]) -> Iterator[Line]:
    for name, rows in figures.items():
        for of in ("units", "items"):
            found = rows[f"{of}, median, s"]
            yield f"{name}: figures of {of}, s", found, f"<= {MOST_FIGURES_SECONDS}", found <= MOST_FIGURES_SECONDS


def _documents(figures: dict[str, dict[str, float]]) -> Iterator[Line]:
    for what, found in next(iter(figures.values()), {}).items():
        most = MOST_WRITING_SECONDS[what]
        yield f"twenty pages, {what}", found, f"<= {most}", found <= most
