"""Times as an office writes them, and words in the language of the block."""

from datetime import UTC, date, datetime

import pytest

from hub.core import clock
from hub.core.i18n import counted, current_locale, gettext, in_context, speaking
from hub.web import times

MONDAY = datetime(2026, 11, 23, 2, 26, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with clock.held_at(MONDAY):
        yield


def test_today_is_shanghais() -> None:
    with clock.held_at(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh", ("10:26", "11月23日 星期一", "11月23日", "2025年3月1日")),
        ("en", ("10:26", "Mon 23 Nov", "23 Nov", "1 Mar 2025")),
    ],
)
def test_times_on_screens(locale: str, expected: tuple[str, ...]) -> None:
    with speaking(locale):
        found = (
            times.clock_time(MONDAY),
            times.day(MONDAY),
            times.short_day(MONDAY),
            times.short_day(date(2025, 3, 1)),
        )
    assert found == expected


def test_a_moment_of_today_is_only_a_time() -> None:
    assert times.moment(MONDAY) == "10:26"
    assert times.moment(datetime(2026, 11, 20, 8, 5, tzinfo=UTC)) == "11月20日 16:05"


def test_unknown_languages_are_chinese_and_blocks_end() -> None:
    with speaking("fr"):
        assert current_locale() == "zh"
    with speaking("en"):
        with speaking("zh"):
            assert gettext("还剩%(days)d天", days=3) == "还剩3天"
        assert current_locale() == "en"


def test_a_number_of_things_is_said_in_the_form_that_the_language_has() -> None:
    assert [counted("还剩%(num)d天", num) for num in (1, 2)] == ["还剩1天", "还剩2天"]
    with speaking("en"):
        assert [counted("还剩%(num)d天", num) for num in (1, 2)] == ["1 day left", "2 days left"]


def test_one_chinese_word_can_be_two_in_english() -> None:
    assert in_context("one", "频道") == "频道"
    with speaking("en"):
        assert (gettext("频道"), in_context("one", "频道")) == ("Channels", "Channel")
