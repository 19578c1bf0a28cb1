"""What invitations register: that they wait in 待我处理."""

from . import todo as _todo  # noqa: F401 (待我处理 lists them)
