"""`python3 -m hub bench`: the hub against the bare stack, a channel of a million messages against one of a thousand, the search."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from . import (
    aims,
    appraising,
    catching_up,
    consultations,
    drafting,
    escalating,
    history,
    live,
    registering,
    searching,
    servers,
    writing,
)
from .databases import databases
from .running import loaded


def main(arguments: list[str]) -> None:
    """Measure everything and print it; `--json FILE` keeps the figures."""
    asked = _parse(arguments)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        found = databases(Path(folder), stack)
        if not asked.only or asked.only == "chat":
            figures["chat"] = [_chat(clients, asked, found, Path(folder)) for clients in asked.clients]
        if not asked.only or asked.only == "history":
            figures["history"] = {name: history.measure(make()) for name, make in found.items()}
            _tell_history(figures["history"])
        for kind, (measure, tell) in PLAIN.items():
            if asked.only in {None, kind}:
                figures[kind] = {name: measure(make()) for name, make in found.items()}
                tell(figures[kind])
        if not asked.only or asked.only == "escalation":
            figures["escalation"] = {name: escalating.measure(make()) for name, make in found.items()}
            _tell_escalation(figures["escalation"])
        if not asked.only or asked.only == "catching-up":
            figures["catching up"] = {name: catching_up.measure(make()) for name, make in found.items()}
            _tell_catching_up(figures["catching up"])
        if not asked.only or asked.only == "live":
            figures["live"] = _live(found, Path(folder))
        if not asked.only or asked.only == "register":
            figures["register"] = {name: registering.measure(make) for name, make in found.items()}
            _tell_register(figures["register"])
    aims.tell(figures)
    if asked.json:
        Path(asked.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m hub bench", description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[50, 200, 500])
    parser.add_argument("--senders", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--rate", type=float, default=10.0, help="messages a second in the paced phases")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a phase")
    kinds = ["chat", "history", "escalation", "catching-up", "register", "live", *PLAIN]
    parser.add_argument("--only", choices=kinds)
    parser.add_argument("--json", help="write the figures to this file")
    return parser.parse_args(arguments)


def _chat(clients: int, asked: argparse.Namespace, found: dict[str, Any], folder: Path) -> dict[str, Any]:
    results: dict[str, Any] = {"clients": clients}
    with servers.bare(clients) as target:
        results["bare"] = _measure(target, clients, asked)
    for name, make in found.items():
        with servers.hub(name, make(), folder, clients) as target:
            results[name] = _measure(target, clients, asked)
    _tell(results)
    return results


def _measure(target: servers.Target, clients: int, asked: argparse.Namespace) -> dict[str, Any]:
    plan = {
        "host": "127.0.0.1", "port": target.port, "clients": clients, "channel": target.channel,
        "cookies": target.cookies, "senders": asked.senders, "rate": asked.rate, "seconds": asked.seconds,
    }  # fmt: skip
    before_kb = target.rss_kb
    with loaded("bench.load", plan) as lines:
        next(lines)
        time.sleep(0.5)
        kb = (target.rss_kb - before_kb) / clients
        results = {line.pop("phase"): line for line in lines}
    results["kb_per_client"] = round(kb, 1)
    return results


def _live(found: dict[str, Any], folder: Path) -> dict[str, Any]:
    """An item change of a consultation that is held, and a bare broadcast beside it."""
    paced = {"host": "127.0.0.1", "clients": live.CLIENTS, "rate": live.RATE, "seconds": live.SECONDS}
    results: dict[str, Any] = {}
    with servers.bare(live.CLIENTS) as target:
        results["bare"] = _paced(paced | {"port": target.port, "channel": target.channel, "cookies": []})
    for name, make in found.items():
        url = make()
        plan = live.prepare(url)
        with servers.serving(name, url, folder, plan["channel"], plan["cookies"]) as target:
            results[name] = _paced(paced | plan | {"port": target.port})
    print(f"\nan item change at {live.CLIENTS} clients, ms from sending to arriving")
    for name, row in results.items():
        print(f"  {name:<12}" + "".join(f"{part:>6}{row['delay_ms'][part]:>9.2f}" for part in ("p50", "p95", "p99")))
    return results


def _paced(plan: dict[str, Any]) -> dict[str, Any]:
    with loaded("bench.turning", plan) as lines:
        next(lines)
        return next(lines)


def _tell(results: dict[str, Any]) -> None:
    print(f"\n{results['clients']} clients")
    heads = ("deliveries/s", "delay p50", "p95", "p99", "answer p50", "p99", "lost", "doubled", "KB/client", "vs bare")
    print(f"  {'':<34}" + "".join(f"{head:>13}" for head in heads))
    for name in [name for name in results if name != "clients"]:
        for phase, row in results[name].items():
            if phase != "kb_per_client":
                print(
                    f"  {name + ': ' + phase:<34}"
                    + "".join(f"{cell:>13}" for cell in _cells(results, name, phase, row))
                )


def _cells(results: dict[str, Any], name: str, phase: str, row: dict[str, Any]) -> list[Any]:
    base = results["bare"][phase]
    if phase.startswith("flat"):
        ratio = f"{row['deliveries_per_s'] / max(1, base['deliveries_per_s']):.2f} x"
    else:
        ratio = f"p99 {row['delay_ms']['p99'] / max(0.01, base['delay_ms']['p99']):.2f} x"
    delay, answer = row["delay_ms"], row["answer_ms"]
    return [
        row["deliveries_per_s"], delay["p50"], delay["p95"], delay["p99"], answer["p50"], answer["p99"],
        row["lost"], row["doubled"] + row["wrong_sums"], results[name]["kb_per_client"], ratio,
    ]  # fmt: skip


def _tell_history(figures: dict[str, Any]) -> None:
    print("\na channel of 1,000,000 messages against one of 1,000 (median ms)")
    for name, rows in figures.items():
        for what, (small, large) in rows.items():
            print(f"  {name + ': ' + what:<34}{small:>10.2f}{large:>10.2f}{large / small:>9.2f} x")


def _tell_consultations(figures: dict[str, dict[str, float]]) -> None:
    print(f"\na month of {consultations.IN_MONTH} consultations")
    for name, rows in figures.items():
        for what, found in rows.items():
            print(f"  {name:<12}{what:<30}{found:>10.2f}")


def _tell_minutes(figures: dict[str, dict[str, float]]) -> None:
    print(f"\nthe draft of {drafting.ITEMS} items and {drafting.MESSAGES:,} messages, stored")
    for name, rows in figures.items():
        for what, found in rows.items():
            print(f"  {name:<12}{what:<30}{found:>10.3f}")


def _tell_appraisal(figures: dict[str, dict[str, float]]) -> None:
    print(f"\nthe figures of {appraising.MATTERS:,} matters of a period")
    for name, rows in figures.items():
        for what, found in rows.items():
            print(f"  {name:<12}{what:<30}{found:>10.3f}")


def _tell_documents(figures: dict[str, dict[str, float]]) -> None:
    print("\ntwenty pages in the official format")
    for what, found in next(iter(figures.values())).items():
        print(f"  {what:<42}{found:>10.3f}")


def _tell_escalation(figures: dict[str, dict[str, float]]) -> None:
    print(f"\nsweeping {escalating.DUE:,} steps that are due, seconds")
    for name, rows in figures.items():
        for what, found in rows.items():
            print(f"  {name:<12}{what:<30}{found:>10.3f}")


def _tell_catching_up(figures: dict[str, dict[str, Any]]) -> None:
    print(f"\nmessages to {catching_up.CLIENTS} clients, before and while steps are caught up with (ms)")
    for name, rows in figures.items():
        for phase in ("idle", "catching up"):
            print(f"  {name + ': ' + phase:<34}" + "".join(f"{part:>6}{ms:>9.2f}" for part, ms in rows[phase].items()))
        print(f"  {name + ': steps that fired':<34}{rows['fired']:>10,}")


def _tell_register(figures: dict[str, Any]) -> None:
    print("\na page of the register of 1,000,000 issues against one of 1,000, the panel of 100 (median ms)")
    for name, rows in figures.items():
        for what, (small, large) in rows.items():
            print(f"  {name + ': ' + what:<44}{small:>10.2f}{large:>10.2f}{large / small:>9.2f} x")


def _tell_search(figures: dict[str, Any]) -> None:
    print("\nquestions to 1,000,000 messages (p95 ms)")
    for name, rows in figures.items():
        for what, took in rows.items():
            print(f"  {name + ': ' + what:<56}" + (f"{100 * took:>9.0f} %" if what == "indexing" else f"{took:>10.1f}"))


PLAIN: dict[str, tuple[Callable[[str], dict[str, Any]], Callable[[dict[str, Any]], None]]] = {
    "search": (searching.measure, _tell_search),
    "consultations": (consultations.measure, _tell_consultations),
    "minutes": (drafting.measure, _tell_minutes),
    "appraisal": (appraising.measure, _tell_appraisal),
    "documents": (writing.measure, _tell_documents),
}
"""What is measured on each database by itself."""
