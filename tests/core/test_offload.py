"""Work beside gevent's loop: its result and its exception come back, the loop goes on, and nothing is printed."""

import subprocess
import sys

import pytest

from hub.bootstrap.places import ROOT
from hub.core.errors import Invalid
from hub.core.offload import offload

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
