"""The application: every feature wired together, and nothing else."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import reactions as _reactions  # noqa: F401 (they answer the news)
from .accounts import api as accounts_api
from .accounts import queries as accounts_queries
from .accounts import views as accounts_views
from .appraisal import views as appraisal_views
from .appraisal.bulletins import views as bulletins_views
from .calendar import api as calendar_api
from .calendar import views as calendar_views
from .channels import api as channels_api
from .channels import pace
from .channels import views as channels_views
from .channels.acknowledgements import api as acknowledgements_api
from .channels.acknowledgements import views as acknowledgements_views
from .channels.announcements import api as announcements_api
from .channels.announcements import views as announcements_views
from .channels.attachments import actions as attachments
from .channels.attachments import api as attachments_api
from .channels.attachments import views as _attachments_views
from .channels.exporting import api as exporting_api
from .channels.exporting import folder as export_folder
from .channels.exporting import views as exporting_views
from .channels.marking import api as marking_api
from .channels.marking import views as marking_views
from .channels.searching import api as searching_api
from .channels.searching import views as searching_views
from .channels.switcher import views as switcher_views
from .channels.who_has_read import api as readers_api
from .channels.who_has_read import views as readers_views
from .core import db, schema
from .core.config import Settings
from .files import api as files_api
from .files import storage
from .health import probes
from .health import views as health_views
from .issues import api as issues_api
from .issues import views as issues_views
from .issues.ladders import views as ladders_views
from .journal import chain
from .journal import views as journal_views
from .meetings import api as meetings_api
from .meetings import views as meetings_views
from .meetings.agenda import views as agenda_views
from .meetings.answering import api as _answering_api
from .meetings.answering import views as answering_views
from .meetings.arranging import views as arranging_views
from .meetings.feeds import views as feeds_views
from .meetings.live import views as live_views
from .meetings.polls import views as polls_views
from .meetings.series import views as series_views
from .meetings.topics import views as topics_views
from .minutes.commenting import views as commenting_views
from .minutes.countersigning import views as countersigning_views
from .minutes.editing import views as minutes_views
from .minutes.publishing import views as publishing_views
from .notify import views as notify_views
from .notify import ways
from .plan import api as plan_api
from .plan import views as plan_views
from .realtime import server
from .supervision import api as follow_ups_api
from .supervision import views as supervision_views
from .web import (
    assets,
    doors,
    errors,
    headers,
    installing,
    openapi,
    origin,
    personal,
    rendering,
    sizes,
    unstorable,
    viewer,
)

DOORS_OF_ROOMS = (_attachments_views, _answering_api)
MAX_BODY_BYTES = 24 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The hub as a WSGI application with its sockets attached; opens the database, which must be migrated."""
    db.open_database(settings.database_url)
    pace.begin(settings.post_limit)
    storage.open_storage(settings.files_url, settings.data_dir)
    attachments.begin(settings.channel_files_mb)
    chain.begin(settings.audit_key)
    export_folder.begin(settings.data_dir / "exports")
    ways.begin(settings)
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
    server.attach(app, settings)
    doors.check_all(app)
    if settings.trust_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


BLUEPRINTS = (
    accounts_views.accounts,
    accounts_api.accounts_api,
    calendar_views.calendar,
    calendar_api.calendar_api,
    plan_views.plan,
    plan_api.plan_api,
    channels_views.channels,
    channels_api.channels_api,
    marking_views.marking,
    marking_api.marking_api,
    acknowledgements_views.acknowledgements,
    acknowledgements_api.acknowledgements_api,
    announcements_views.announcements,
    announcements_api.announcements_api,
    readers_views.readers,
    readers_api.readers_api,
    files_api.files_api,
    attachments_api.attachments_api,
    exporting_views.exporting,
    exporting_api.exports_api,
    issues_views.issues,
    issues_api.issues_api,
    ladders_views.ladders,
    meetings_views.meetings,
    live_views.live,
    answering_views.answering,
    polls_views.polls,
    arranging_views.arranging,
    series_views.series,
    feeds_views.feeds,
    meetings_api.meetings_api,
    topics_views.topics,
    agenda_views.agenda,
    minutes_views.minutes,
    commenting_views.commenting,
    countersigning_views.countersigning,
    publishing_views.publishing,
    supervision_views.supervision,
    appraisal_views.appraisal,
    bulletins_views.bulletins,
    follow_ups_api.follow_ups_api,
    journal_views.journal,
    notify_views.notify,
    switcher_views.switcher,
    searching_views.searching,
    searching_api.searching_api,
    openapi.openapi,
    installing.installing,
    personal.words,
    health_views.health,
    probes.probes,
)
