"""The words of the screen: Chinese msgids, English by catalogue, the locale in a context variable."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

LOCALES = ("zh", "en")
CATALOGUES = Path(__file__).resolve().parents[1] / "translations"

_locale: ContextVar[str] = ContextVar("locale", default="zh")


def current_locale() -> str:
    """The locale of this request, socket event or block: `zh` or `en`."""
    return _locale.get()


def set_locale(locale: str) -> None:
    """Speak `locale` from here on in this context; anything unknown is `zh`."""
    _locale.set(locale if locale in LOCALES else "zh")


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block."""
    token = _locale.set(locale if locale in LOCALES else "zh")
    try:
        yield
    finally:
        _locale.reset(token)


def gettext(message: str, /, **values: Any) -> str:
    """The message in the current locale, with `%(name)s` filled in from `values`."""
    translated = translation(message)
    return translated % values if values else translated


def counted(message: str, num: int, /, **values: Any) -> str:
    """As `gettext`, for a message with a number, `%(num)d`, that English says in two forms: 1 day, 2 days."""
    return counted_translation(message, num) % {"num": num, **values}


def in_context(context: str, message: str, /, **values: Any) -> str:
    """As `gettext`, for one Chinese word that is two in English; `context` says in English which of them."""
    translated = context_translation(context, message)
    return translated % values if values else translated


def translation(message: str) -> str:
    """The message in the current locale, nothing filled in yet."""
    return _catalogue(_locale.get()).ugettext(message)


def counted_translation(message: str, num: int) -> str:
    """The form of a counted message for `num`, nothing filled in yet."""
    return _catalogue(_locale.get()).ungettext(message, message, num)


def context_translation(context: str, message: str) -> str:
    """The message in the current locale as this context has it, nothing filled in yet."""
    translated: str = _catalogue(_locale.get()).upgettext(context, message)
    return translated


# Their names in the sources, which extraction looks for (hub/bootstrap/words.py).
_ = gettext
_n = counted
_p = in_context


@cache
def _catalogue(locale: str) -> NullTranslations:
    if locale == "zh":
        return NullTranslations()
    return Translations.load(str(CATALOGUES), [locale])
