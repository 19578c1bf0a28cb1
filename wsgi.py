"""The hub for gunicorn: `gunicorn -k gevent -w 1 wsgi:app` (docs/operations.md)."""

import atexit
import gc
import sys

from gevent.monkey import is_module_patched, patch_all

if not is_module_patched("threading"):
    patch_all()
# The last thing: the interpreter would look through all that is alive on its way out, 2 to 3 s of the five that a stop may take.
atexit.register(gc.freeze)

from hub.app import create_app  # noqa: E402 (the standard library must be patched first)
from hub.core import schema  # noqa: E402
from hub.core.config import WrongSetting, load_settings  # noqa: E402
from hub.core.errors import HubError  # noqa: E402
from hub.jobs.worker import Worker  # noqa: E402
from hub.realtime.server import drain_on_sigterm  # noqa: E402

APP_FAILED_TO_LOAD = 4
"""The status at which gunicorn gives up; at any other it would start the next worker into the same wall, for ever."""

try:
    settings = load_settings()
    schema.require_current(settings.database_url)
except (WrongSetting, HubError) as error:
    print(error, file=sys.stderr, flush=True)  # noqa: T201 (the operator reads it)
    raise SystemExit(APP_FAILED_TO_LOAD) from error
app = create_app(settings)
drain_on_sigterm(app)
if settings.scheduler == "embedded":
    Worker(settings.data_dir).begin()
