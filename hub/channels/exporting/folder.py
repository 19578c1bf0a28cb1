"""Where the files of exports lie: one per try, so that two tries never write one file; the row says whose is the one."""

import shutil
from pathlib import Path

_folder = Path()


def begin(folder: Path) -> None:
    """Keep files in this folder from now on (`exports` in the data folder)."""
    global _folder
    _folder = folder


def place(public_id: str, claim: str) -> Path:
    """The file of one try of an export; nothing outside of the hub gives either name."""
    return _folder / f"{public_id}-{claim}"


def parts(public_id: str, claim: str) -> Path:
    """The folder of what one try puts together."""
    return _folder / f"{public_id}-{claim}.parts"


def prepare(public_id: str, claim: str) -> None:
    """Make the folders for a try, for their owner alone."""
    _folder.mkdir(mode=0o700, exist_ok=True)
    parts(public_id, claim).mkdir(mode=0o700, exist_ok=True)


def clear_parts(public_id: str, claim: str) -> None:
    """Remove what a try no longer needs once its file is whole."""
    shutil.rmtree(parts(public_id, claim), ignore_errors=True)


def clear(public_id: str, claim: str) -> None:
    """Remove what one try has written, finished or not."""
    place(public_id, claim).unlink(missing_ok=True)
    clear_parts(public_id, claim)


def sweep(kept: set[str]) -> int:
    """Remove everything of tries that are not in `kept` (`public_id-claim` each); returns how many files went."""
    if not _folder.is_dir():
        return 0
    gone = [path for path in _folder.iterdir() if path.name.removesuffix(".parts") not in kept]
    for path in gone:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(gone)
