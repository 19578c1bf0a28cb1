"""A million Chinese messages, the real tables and the real pages: how long a question takes, and what cutting adds to a send."""

import gc
import statistics
import tempfile
import time
from itertools import islice
from uuid import uuid4

from flask.testing import FlaskClient

from hub.accounts.models import Person, Unit
from hub.app import create_app
from hub.channels import extras
from hub.channels.membership import sync_all
from hub.channels.models import Channel
from hub.channels.posting import post_message
from hub.channels.searching.reactions import Indexed
from hub.channels.shapes import MessageDraft
from hub.core import db, schema
from hub.core.config import load_settings
from hub.core.viewer import Role, Viewer
from hub.web.viewer import COOKIE

from . import corpus
from .history import signed_in

MESSAGES, CHANNELS = 1_000_000, 20
ROUNDS = 3
SENDS = 1_000


def measure(database_url: str) -> dict[str, float]:
    """What is asked → p95 in milliseconds; and `indexing`: its part of a send."""
    schema.upgrade(database_url)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings({"HUB_DATA_DIR": folder, "HUB_DATABASE_URL": database_url}))
        person, channels = _people()
        began = time.perf_counter()
        corpus.fill(MESSAGES, [channel.id for channel in channels], person.id, person.unit_id)
        print(f"  {MESSAGES:,} messages written in {time.perf_counter() - began:.0f} s")
        gc.collect()
        gc.freeze()  # as the server does
        client = app.test_client()
        client.set_cookie(COOKIE, "bench", domain="127.0.0.1")
        quiet = f"&channel={channels[-1].public_id}"
        figures = {
            "common word": _ask(client, corpus.COMMON),
            "rare word": _ask(client, corpus.RARE),
            "common word, a channel of a thousand": _ask(client, corpus.COMMON, quiet),
            "common word, last year": _ask(client, corpus.COMMON, "&until=2025-12-31"),
            "one character": _ask(client, [word[0] for word in corpus.COMMON]),
            "one rare character": _ask(client, [word[0] for word in corpus.RARE]),
            "word that nobody wrote": _ask(client, corpus.NOWHERE),
        }
        return figures | {"indexing": _cost(person, channels[0])}


def _ask(client: FlaskClient, words: list[str], filters: str = "") -> float:
    taken = []
    for _ in range(ROUNDS):
        for word in words:
            start = time.perf_counter()
            response = client.get(f"/api/v1/search?q={word}{filters}", base_url="http://127.0.0.1:5000")
            taken.append(1000 * (time.perf_counter() - start))
            if response.status_code != 200:
                raise SystemExit(f"{word} answered {response.status_code}")
    return statistics.quantiles(taken, n=20)[-1]


def _cost(person: Person, channel: Channel) -> float:
    """The part of a send, from the policy to the commit, that goes into the index: sends with it and without, in turn."""
    viewer = Viewer(
        person.id, person.public_id, person.name, "", person.unit_id, "", "", "", frozenset({Role.LIAISON})
    )  # fmt: skip
    indexed = next(extra for extra in extras._extras if isinstance(extra, Indexed))
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn, body in enumerate(islice(corpus.texts(seed=7), 2 * SENDS)):
        extras._extras[:] = [indexed] if turn % 2 else []
        start = time.perf_counter()
        with db.transaction() as session:
            post_message(session, viewer, MessageDraft(channel.public_id, str(uuid4()), body))
        taken[turn % 2 == 1].append(time.perf_counter() - start)
    extras._extras[:] = [indexed]
    without, with_it = (statistics.mean(taken[kind]) for kind in (False, True))
    print(f"  a send: {1000 * without:.2f} ms without the index, {1000 * with_it:.2f} ms with it")
    return 1 - without / with_it


def _people() -> tuple[Person, list[Channel]]:
    with db.transaction() as session:
        unit = Unit(name="测试单位", short_name="测试单位", tile="测试", kind="member")
        channels = [Channel(kind="everyone", title=f"全体{number}") for number in range(CHANNELS)]
        session.add_all([unit, *channels])
        session.flush()
        person = signed_in(session, unit)
        sync_all(session)
        return person, channels
