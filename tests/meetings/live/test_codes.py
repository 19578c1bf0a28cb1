"""The sign-in code: taken while it stands on the projector and a moment longer, by its own consultation alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.meetings.live import codes
from hub.meetings.live.rules import CODE_SECONDS, TICKET

KEY = "only-for-tests"
NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


@settings(max_examples=150)
@given(st.integers(0, 86_400), st.integers(-200, 400))
def test_a_code_is_taken_for_its_time_and_the_next_one(second: int, later: int) -> None:
    shown = NOON + timedelta(seconds=second)
    code, at = codes.code_at(KEY, "a", shown), shown + timedelta(seconds=later)
    good = codes.is_good_code(KEY, "a", code, at)
    turn = CODE_SECONDS - second % CODE_SECONDS  # seconds until the next one stands there
    assert good == (-(second % CODE_SECONDS) <= later < turn + CODE_SECONDS)


def test_nobody_else_makes_a_code() -> None:
    code = codes.code_at(KEY, "a", NOON)
    assert not codes.is_good_code(KEY, "b", code, NOON)
    assert not codes.is_good_code("another key", "a", code, NOON)
    assert not codes.is_good_code(KEY, "a", codes.ticket_at(KEY, "a", NOON), NOON)
    number, signature = code.split(".")
    for wrong in ("", "x", number, f"{int(number) + 1}.{signature}", f"x.{signature}", code + "x", "你.好"):
        assert not codes.is_good_code(KEY, "a", wrong, NOON + timedelta(seconds=CODE_SECONDS))


def test_a_ticket_gives_time_to_sign_in_to_the_hub() -> None:
    ticket = codes.ticket_at(KEY, "a", NOON)
    assert codes.is_good_ticket(KEY, "a", ticket, NOON + TICKET)
    assert not codes.is_good_ticket(KEY, "a", ticket, NOON + TICKET + timedelta(seconds=2))
    assert not codes.is_good_ticket(KEY, "b", ticket, NOON)
    assert not codes.is_good_ticket(KEY, "a", codes.code_at(KEY, "a", NOON), NOON)


def test_the_drawing_has_no_inline_style() -> None:
    svg = codes.drawn("https://hub.example/consultations/abc/arrival?code=" + codes.code_at(KEY, "a", NOON))
    assert svg.startswith("<svg")
    assert "style" not in svg
    assert "<script" not in svg
    assert 'class="qr"' in svg
