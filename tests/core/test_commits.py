"""Where SQLite's commits happen."""

from hub.core.commits import Disk


def test_commits_leave_the_loop_only_while_the_disk_is_slow() -> None:
    disk = Disk()
    for _ in range(100):
        disk.took(0.0003)
    assert not disk.is_slow()
    for _ in range(100):
        disk.took(0.015)
    assert disk.is_slow()
    asked = [disk.is_slow() for _ in range(2 * disk.ASK_AGAIN_AFTER)]
    assert asked.count(False) >= 1, "it must find out when the disk is fast again"
    for _ in range(100):
        disk.took(0.0003)
    assert not disk.is_slow()
