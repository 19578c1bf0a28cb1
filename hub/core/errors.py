"""The ways in which a use case refuses, each with the code that every door answers with."""


class HubError(Exception):
    """A refusal that a person can read: `code` for programs, `message` (already translated) for people."""

    code = "invalid"

    def __init__(self, message: str = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Invalid(HubError):
    """What was sent cannot be used; `field` names the input at fault where there is one."""

    code = "invalid"


class Denied(HubError):
    """The viewer may see the thing but not do this to it."""

    code = "denied"


class NotFound(HubError):
    """No such thing, or none that the viewer may know of (docs/security.md)."""

    code = "not_found"


class Conflict(HubError):
    """The thing has changed, or the same key was used for something else."""

    code = "conflict"


class TooLarge(HubError):
    """More than the hub takes in one piece."""

    code = "too_large"


class RateLimited(HubError):
    """Too many tries; `retry_in_seconds` says when the next one may come."""

    code = "rate_limited"

    def __init__(self, message: str = "", *, retry_in_seconds: int = 60) -> None:
        super().__init__(message)
        self.retry_in_seconds = retry_in_seconds


class Unavailable(HubError):
    """What the hub stands on does not answer now; nothing was done."""

    code = "unavailable"
