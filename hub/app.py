"""The application: every feature wired together, and nothing else."""

from flask import Flask, Response, jsonify
from werkzeug.middleware.proxy_fix import ProxyFix

from .accounts import api as accounts_api
from .accounts import queries as accounts_queries
from .accounts import views as accounts_views
from .channels import api as channels_api
from .channels import item_places as _item_places
from .channels import pace
from .channels import reactions as _channels_reactions
from .channels import views as channels_views
from .channels.searching import api as searching_api
from .channels.searching import reactions as _searching
from .channels.searching import views as searching_views
from .core import db, schema
from .core.config import Settings
from .plan import api as plan_api
from .plan import views as plan_views
from .realtime import server
from .web import assets, doors, errors, headers, openapi, origin, rendering, sizes, unstorable, viewer

REACTIONS = (_channels_reactions, _item_places, _searching)
MAX_BODY_BYTES = 24 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The hub as a WSGI application with its sockets attached; opens the database, which must be migrated."""
    db.open_database(settings.database_url)
    pace.begin(settings.post_limit)
    root = schema.MIGRATIONS.parent
    app = Flask("hub", root_path=str(root), template_folder="templates", static_folder="static")
    app.config.update(HUB=settings, SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=MAX_BODY_BYTES)
    # Flask's own cookie carries only the notice of what was just done (flash).
    app.config.update(
        SESSION_COOKIE_NAME="hub_notice", SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=settings.is_https
    )
    headers.install(app)
    viewer.install(app, accounts_queries.viewer_of_session, accounts_queries.viewer_of_token)
    origin.install(app)
    doors.install(app)
    sizes.install(app)
    unstorable.install(app)
    rendering.install(app)
    assets.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.add_url_rule("/healthz", "healthz", healthz)
    server.attach(app, settings)
    doors.check_all(app)
    if settings.trust_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


BLUEPRINTS = (
    accounts_views.accounts,
    accounts_api.accounts_api,
    plan_views.plan,
    plan_api.plan_api,
    channels_views.channels,
    channels_api.channels_api,
    searching_views.searching,
    searching_api.searching_api,
    openapi.openapi,
)


@doors.door("public")
def healthz() -> Response:
    """Whether the process answers; says nothing else."""
    return jsonify({"ok": True})
