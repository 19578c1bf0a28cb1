"""What publication does about news: 待我处理 lists what waits."""

from . import todo as _todo  # noqa: F401 (待我处理 lists them)
