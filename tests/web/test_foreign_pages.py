"""No page of another site can make a signed-in browser write: every unsafe route there is, with every foreign header."""

from collections.abc import Iterator

import pytest
from flask import Flask

from .conftest import SITE, Stage

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "another site, old browser": {"Origin": "https://evil.example"},
    "no origin": {"Sec-Fetch-Site": "cross-site"},
    "a sibling": {"Origin": "https://other.example", "Sec-Fetch-Site": "same-site"},
    "a sibling that hides": {"Sec-Fetch-Site": "same-site"},
    "a sandboxed frame": {"Origin": "null"},
    "nothing at all": {},
    "a referrer alone": {"Referer": f"{SITE}/account"},
    "plain http": {"Origin": "http://hub.example"},
    "another port": {"Origin": f"{SITE}:444"},
    "a longer name": {"Origin": f"{SITE}.evil.example"},
    "two origins": {"Origin": f"{SITE}, https://evil.example"},
}


def doors(app: Flask) -> Iterator[tuple[str, str]]:
    adapter = app.url_map.bind("hub.example")
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & UNSAFE):
            yield method, adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "0" * 20), method)


@pytest.mark.parametrize("who", ["办一", ""])
def test_foreign_writes_are_refused_at_every_door(stage: Stage, who: str) -> None:
    browser, asked, let_in = stage.browser(who), 0, []
    for method, path in doors(stage.app):
        for kind, headers in FOREIGN.items():
            answer = browser.open(path, method=method, base_url=SITE, headers=headers)
            asked += 1
            if answer.status_code != 403:
                let_in.append((method, path, kind, answer.status_code))
    assert not let_in, "\n".join(map(str, let_in))
    assert asked > 400


def test_a_method_in_disguise_stays_what_it_is(stage: Stage) -> None:
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-HTTP-Method": "DELETE"}):
        answer = stage.browser("甲一").get(
            "/sign-out", query_string={"_method": "POST"}, base_url=SITE, headers=headers
        )
        assert answer.status_code == 405
