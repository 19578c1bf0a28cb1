"""A step is taken when its inputs or what it makes changed, by one process at a time, and again when it was cut off."""

import fcntl
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from hub.bootstrap import environment, programs, steps
from hub.bootstrap.say import Trouble
from tests.services.processes import PATIENCE_SECONDS, wait_until


@pytest.fixture(autouse=True)
def own_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "TURN", tmp_path / "turns" / "turn")
    return steps.TURN


class Making:
    """A step that writes a file and counts how often."""

    def __init__(self, folder: Path) -> None:
        self.made = folder / "made"
        self.key = "first"
        self.times = 0
        self.fault: BaseException | None = None
        self.step = steps.Step("making", folder / "stamps" / "made", lambda: self.key, self.made.exists, self.work)

    def work(self) -> None:
        self.times += 1
        if self.fault:
            raise self.fault
        self.made.touch()


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path)


def test_a_second_time_nothing_is_done(making: Making, capsys: pytest.CaptureFixture[str]) -> None:
    steps.bring_up([making.step])
    said = capsys.readouterr()
    steps.bring_up([making.step])
    assert making.times == 1
    assert (said.out, "making" in said.err) == ("", True)
    assert capsys.readouterr() == ("", "")


def test_other_inputs_do_it_again(making: Making) -> None:
    steps.bring_up([making.step])
    making.key = "second"
    steps.bring_up([making.step])
    assert making.times == 2


def test_what_was_deleted_is_made_again(making: Making) -> None:
    steps.bring_up([making.step])
    making.made.unlink()
    steps.bring_up([making.step])
    assert making.times == 2


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), Trouble("no network")], ids=["cut off", "failed"])
def test_what_did_not_end_well_is_done_again(making: Making, fault: BaseException) -> None:
    steps.bring_up([making.step])
    making.key, making.fault = "second", fault
    with pytest.raises(type(fault)):
        steps.bring_up([making.step])
    making.key, making.fault = "first", None
    steps.bring_up([making.step])
    assert making.times == 3


def test_a_program_left_behind_by_a_killed_start_keeps_the_next_one_waiting(own_turn: Path) -> None:
    """The lock belongs to pip and npm as much as to the start that ran them."""
    with steps._turn():
        left_behind = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    with own_turn.open() as file:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left_behind.communicate(b"\n")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_starts_take_turns(tmp_path: Path) -> None:
    """Three at once: one works, the others wait for it and find everything done."""
    (tmp_path / "program.py").write_text(
        "import sys, pathlib\n"
        "from hub.bootstrap import steps\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "steps.TURN = here / 'turn'\n"
        "def work():\n"
        "    while not (here / 'go').exists(): pass\n"
        "    (here / 'made').touch()\n"
        "steps.bring_up([steps.Step('making', here / 'stamp', str, (here / 'made').exists, work)])\n"
    )
    said = [tmp_path / f"{number}.err" for number in range(3)]
    started = [start(tmp_path / "program.py", tmp_path, err) for err in said]
    wait_until(lambda: all(err.stat().st_size for err in said))
    (tmp_path / "go").touch()
    assert [process.wait(PATIENCE_SECONDS) for process in started] == [0, 0, 0]
    assert sorted("making" in err.read_text() for err in said) == [False, False, True]


def start(program: Path, folder: Path, err: Path) -> subprocess.Popen[bytes]:
    with err.open("w") as file:
        return subprocess.Popen([sys.executable, str(program), str(folder)], stderr=file)


def test_without_ensurepip_it_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=rf"apt install python3\.{sys.version_info.minor}-venv"):
        environment._make()


def test_an_environment_that_is_a_link_leads_to_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "pyvenv.cfg").touch()
    link = tmp_path / ".venv"
    link.symlink_to(theirs)
    monkeypatch.setattr(environment, "VENV", link)
    made: list[Path] = []
    monkeypatch.setattr("venv.EnvBuilder.create", lambda _self, place: made.append(place.resolve()))
    monkeypatch.setattr(environment, "_packages", lambda: tmp_path)
    environment._make()
    assert made == [link]
    assert (theirs / "pyvenv.cfg").exists()


def test_a_failing_program_shows_its_last_words_and_the_sentence() -> None:
    with pytest.raises(Trouble) as caught:
        programs.run(
            [sys.executable, "-c", "print('much'); print('最后一行'); raise SystemExit(3)"], "装不上 · no luck"
        )
    assert str(caught.value).splitlines()[-3:] == ["最后一行", "", "装不上 · no luck"]


def test_a_program_that_is_not_there_is_said_so() -> None:
    with pytest.raises(Trouble, match="no luck"):
        programs.run(["/nowhere/npm"], "no luck")
