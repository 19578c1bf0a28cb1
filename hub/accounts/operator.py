"""Who acts when a command runs on the hub's own machine."""

from ..core.viewer import Role, Viewer

OPERATOR = Viewer(
    person_id=0,
    public_id="",
    name="命令行",
    post="",
    unit_id=0,
    unit_public_id="",
    unit_name="",
    unit_tile="",
    roles=frozenset({Role.ADMIN, Role.OFFICE}),
)
"""Whoever may start programs on the server may do everything there; no person, so nobody's own."""
