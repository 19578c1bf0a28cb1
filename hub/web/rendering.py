"""Templates: their words, filters and globals, and fragments rendered outside of a request for streams."""

from typing import Any

from flask import Flask
from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from ..core import clock
from ..core.i18n import context_translation, counted_translation, current_locale, speaking, translation
from . import times
from .viewer import viewer_or_none

_environment: Environment | None = None


def install(app: Flask) -> None:
    """Teach the app's templates the hub's language, times and viewer, and keep them for `render_fragment`."""
    global _environment
    environment = app.jinja_env
    environment.globals.update({"_": _translated, "_n": _counted, "_p": _in_context})
    environment.filters.update(times.FILTERS)
    environment.globals |= {"current_locale": current_locale, "now": clock.now}
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    app.context_processor(lambda: {"viewer": viewer_or_none(), "settings": app.config["HUB"]})
    _environment = environment


@pass_eval_context
def _translated(context: EvalContext, message: str, /, **values: Any) -> str:
    return _filled(context, translation(message), values)


@pass_eval_context
def _counted(context: EvalContext, message: str, num: int, /, **values: Any) -> str:
    return _filled(context, counted_translation(message, num), {"num": num, **values})


@pass_eval_context
def _in_context(context: EvalContext, meaning: str, message: str, /, **values: Any) -> str:
    return _filled(context, context_translation(meaning, message), values)


def _filled(context: EvalContext, text: str, values: dict[str, Any]) -> str:
    """The catalogue's text is trusted as the template is; what is filled in is escaped unless it is markup itself."""
    return (Markup(text) if context.autoescape else text) % values  # noqa: S704 (the text is ours)


def render_fragment(name: str, locale: str, **values: Any) -> str:
    """Render a partial that holds nothing of the viewer, in `locale`, with or without a request around."""
    if _environment is None:
        raise RuntimeError("no app has been made")
    with speaking(locale):
        return _environment.get_template(name).render(**values)
