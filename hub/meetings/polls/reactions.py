"""What polls answer of the news, and where they are known."""

from . import waiting as _waiting  # noqa: F401 (待我处理 lists them)
