"""How a Chinese name is spelled in pinyin, so that it can be found by letters."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from pypinyin import Style, pinyin

SEVERAL = frozenset("长重行调会校处传参差朝都省系单率降强种数分乐给奇弹藏还便应当教")
"""Characters of official names that are read in several ways: any of them finds the name. Others have the one of their word."""
KEPT = 4096
"""How many names' spellings stay in memory; a hub has some hundred."""

_ONE_BY_ONE: Any = list
"""What pypinyin does with a run of other characters: a list keeps them one by one, which its types do not say."""


@lru_cache(maxsize=KEPT)
def spelled(name: str) -> str:
    """The name's syllables in lower case, apart by spaces: `长宁` → `chang|zhang ning`; what is not Chinese stands as it is."""
    return " ".join("|".join(readings) for readings in _syllables(name))


def _syllables(name: str) -> Iterator[Iterable[str]]:
    words = pinyin(name.lower(), style=Style.NORMAL, errors=_ONE_BY_ONE, v_to_u=False)
    for character, (usual, *_none) in zip(name, words, strict=True):
        if usual.isspace():
            continue
        others = pinyin(character, style=Style.NORMAL, heteronym=True)[0] if character in SEVERAL else []
        yield dict.fromkeys([usual, *others])
