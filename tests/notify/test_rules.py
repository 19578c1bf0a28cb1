"""When somebody is told, by the clock alone."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.notify.rules import (
    GRACE,
    MOST_ATTEMPTS,
    MOST_PER_HOUR,
    Quiet,
    Timing,
    is_mail_address,
    read_hours,
    read_minute,
    retry_after,
    timing,
)

NOON, NIGHT = datetime(2026, 11, 20, 12, 0), datetime(2026, 11, 20, 23, 0)  # noqa: DTZ001 (a clock on a wall)
minutes = st.integers(0, 24 * 60 - 1)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_the_usual_quiet_hours(at: str, quiet: bool) -> None:
    assert Quiet().holds(datetime.combine(NOON, time.fromisoformat(at))) is quiet


@given(minutes, minutes, moments)
def test_quiet_hours_end_within_a_day_at_their_end(start: int, end: int, at: datetime) -> None:
    quiet = Quiet(start, end)
    if not quiet.holds(at):
        return
    over = quiet.ends(at)
    assert at < over <= at + timedelta(days=1)
    assert over.hour * 60 + over.minute == end
    assert not quiet.holds(over)
    assert quiet.holds(over - timedelta(microseconds=1))


@given(minutes, moments)
def test_equal_times_are_no_quiet_hours(minute: int, at: datetime) -> None:
    assert not Quiet(minute, minute).holds(at)


@pytest.mark.parametrize(
    ("pace", "at", "urgent", "sent", "expected"),
    [
        ("immediate", NOON, False, 0, Timing(NOON + GRACE)),
        ("immediate", NIGHT, False, 0, Timing(datetime(2026, 11, 21, 8, 0), together=True)),  # noqa: DTZ001
        ("immediate", NOON, False, MOST_PER_HOUR, Timing(NOON + timedelta(hours=1), together=True)),
        ("immediate", NOON, True, MOST_PER_HOUR, Timing(NOON)),
        ("immediate", NIGHT, True, 0, Timing(NIGHT, overrode="quiet")),
        ("digest", NOON, False, 0, None),
        ("digest", NOON, True, 0, Timing(NOON, overrode="digest")),
        ("off", NOON, False, 0, None),
        ("off", NIGHT, True, 0, None),
    ],
)
def test_the_pace_decides(pace: str, at: datetime, urgent: bool, sent: int, expected: Timing | None) -> None:
    assert timing(pace, Quiet(), at, is_urgent=urgent, sent_this_hour=sent) == expected


def test_what_is_too_much_before_the_night_waits_for_the_morning() -> None:
    late = datetime(2026, 11, 20, 19, 30)  # noqa: DTZ001
    found = timing("immediate", Quiet(), late, is_urgent=False, sent_this_hour=MOST_PER_HOUR)
    assert found == Timing(datetime(2026, 11, 21, 8, 0), together=True)  # noqa: DTZ001


@given(st.integers(1, MOST_ATTEMPTS - 1), st.floats(0, 1))
def test_tries_come_ever_later_and_never_all_at_once(attempts: int, chance: float) -> None:
    wait, sooner = retry_after(attempts, chance), retry_after(attempts, 0)
    assert wait is not None
    assert sooner is not None
    assert sooner <= wait <= sooner * 5 / 3
    assert timedelta(seconds=11) <= wait <= timedelta(hours=7.5)


def test_there_is_an_end_to_trying_after_hours() -> None:
    assert retry_after(MOST_ATTEMPTS, 0.5) is None
    waits = [retry_after(attempts, 0.5) for attempts in range(1, MOST_ATTEMPTS)]
    assert timedelta(hours=6) < sum((wait for wait in waits if wait), timedelta()) < timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9, 15", (9, 15)),
        ("15、9", (9, 15)),
        ("9:00 9：00", (9,)),
        ("0 23", (0, 23)),
        ("24", None),
        ("", None),
        ("9.5", None),
        ("-1", None),
        ("1 2 3 4 5 6 7", None),
        ("九", None),
    ],
)
def test_hours_as_people_write_them(text: str, hours: tuple[int, ...] | None) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "minute"), [("20:00", 1200), ("8:05", 485), ("24:00", None), ("8", None), ("", None), ("08:60", None)]
)
def test_times_as_browsers_write_them(text: str, minute: int | None) -> None:
    assert read_minute(text) == minute


@pytest.mark.parametrize("text", ["zhoumin@example.gov.cn", "a.b+c@x-y.example.org", "o'hara@example.com"])
def test_addresses_that_are_some(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "zhou", "zhou@", "@example.org", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org"),
        *(
            "a@exa mple.org",
            ".a@example.org",
            "a..b@example.org",
            "周@example.org",
            "a@例子.cn",
            "a@-x.org",
            "a@x.org.",
        ),
        *("a@b@example.org", "<a@example.org>", "a@example.org,b@example.org", f"{'a' * 65}@example.org"),
        f"a@{'b' * 250}.org",
    ],
)
def test_addresses_that_are_none(text: str) -> None:
    assert not is_mail_address(text)
