"""Work beside gevent's loop: its result and its exception come back, the loop goes on, nothing is printed, nobody waits for ever.

Landmine 16: a native thread that waits for a lock of the patched library is not woken. The programs here change threads
every few microseconds, so that each such wait happens; with the hub's old ways each of them stood still or failed.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT
from hub.core.errors import Invalid
from hub.core.offload import offload
from tests.files.samples import picture

PROGRAM = """
from gevent import monkey; monkey.patch_all()
import threading, time, gevent
from hub.core.errors import Invalid
from hub.core.offload import offload
hub_thread = threading.get_native_id()

def refuse():
    raise Invalid("nothing found")

try:
    offload(refuse)
except Invalid as error:
    print(error.message)
went_on = gevent.spawn(lambda: print("meanwhile"))
elsewhere = monkey.get_original("threading", "get_native_id")
sleep = monkey.get_original("time", "sleep")
print(offload(lambda: (sleep(0.2), elsewhere())[1]) != hub_thread)
"""


def test_a_refusal_comes_back_without_a_word_on_standard_error() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["nothing found", "meanwhile", "True", ""]
    assert done.stderr == ""


def test_without_gevent_it_happens_right_here() -> None:
    def refuse() -> None:
        raise Invalid("nothing found")

    assert offload(sum, [1, 2]) == 3
    with pytest.raises(Invalid):
        offload(refuse)


SIDE_BY_SIDE = """
from gevent import monkey; monkey.patch_all()
import os, sys, gevent
sys.setswitchinterval(1e-6)
def side_by_side(*works):
    started = [gevent.spawn(work) for work in works]
    done = gevent.joinall(started, timeout=30)
    print(len(done) - len(works), [one.exception for one in started if one.exception], flush=True)
    os._exit(0)
"""

LOGGING = """
import logging
from hub.core.offload import offload
logging.basicConfig(stream=open(os.devnull, "w"))
def work():
    for number in range(3000):
        log = logging.getLogger(f"of.{number}")
        if number % 10 == 0:
            log.warning("said")
def here():
    for _ in range(20):
        work()
        gevent.sleep(0)
side_by_side(here, *[lambda: offload(work)] * 4)
"""

PICTURES = """
from hub.core.offload import offload
from hub.files.images import redraw
data = [open(path, "rb").read() for path in sys.argv[1:]]
side_by_side(*[lambda picture=picture: offload(redraw, picture, "image/png") for picture in data])
"""

COMMITS = """
from sqlalchemy import event, text
from hub.core import commits, db
native = monkey.get_original("threading", "get_native_id")
given_back = set()
engine = db.open_database(f"sqlite:///{sys.argv[1]}/hub.db")
event.listen(engine, "checkin", lambda *_: given_back.add(native() == loop))
loop, aside = native(), []
offload = commits.offload
commits.disk.is_slow = lambda: True
commits.offload = lambda work, pool: (aside.append(pool), offload(work, pool=pool))
with db.transaction() as session:
    session.execute(text("create table line (number int)"))
print(aside, given_back)
"""


def run(program: str, *arguments: object) -> str:
    command = [sys.executable, "-c", SIDE_BY_SIDE + program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout


def test_the_loop_and_four_threads_write_into_one_log() -> None:
    assert run(LOGGING) == "0 []\n"


def test_the_first_pictures_of_a_process_come_at_one_time(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(picture("PNG", (300 + number, 200)))
    assert [run(PICTURES, *paths) for _ in range(5)] == ["0 []\n"] * 5


def test_on_a_slow_disk_the_commit_is_done_aside_but_its_connection_is_given_back_here(tmp_path: Path) -> None:
    assert run(COMMITS, tmp_path) == "['commits'] {True}\n"
