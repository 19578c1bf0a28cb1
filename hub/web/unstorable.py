"""Characters that no database column takes: refused at the door with a sentence instead of failing behind it."""

from flask import Flask, request

from ..core.errors import Invalid
from ..core.i18n import _


def install(app: Flask) -> None:
    """Refuse NUL in addresses and forms, behind the gate; JSON is `hub/web/errors.py`'s affair when the database refuses it."""
    app.before_request(_check)


def _check() -> None:
    texts = [*(request.view_args or {}).values(), *request.args.keys(), *request.args.values()]
    if request.mimetype in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        texts += [value for values in request.form.listvalues() for value in values]
    if any(isinstance(text, str) and "\0" in text for text in texts):
        raise Invalid(unstorable())


def unstorable() -> str:
    """The sentence of the refusal."""
    return _("内容中有无法保存的字符，请删去后重试。")
