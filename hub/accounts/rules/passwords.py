"""Which passwords are refused: short ones, those made of the account itself, and those that everybody tries first."""

import re
from enum import StrEnum

MIN_LENGTH = 10
MAX_LENGTH = 128

_RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
)
_WORDS = """
password passw0rd p@ssword p@ssw0rd pa$$word admin administrator root welcome letmein changeme default guest test
iloveyou woaini woaiwojia dragon monkey sunshine princess football baseball superman computer internet huishang
weibaoban weibaowei weichengnian shanghai changning changningqu jiaoyuju minzhengju gonganju china zhongguo qwerty
asdfgh zxcvbn qwer asdf zxcv abc abcd aa a q w hello secret master login user
"""
_COMMON = frozenset(_WORDS.split())
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    OWN = "own"
    COMMON = "common"


def password_fault(password: str, login: str, name: str) -> PasswordFault | None:
    """The first reason to refuse the password for the person with this login and name; None when it will do."""
    if len(password) < MIN_LENGTH:
        return PasswordFault.SHORT
    if len(password) > MAX_LENGTH:
        return PasswordFault.LONG
    folded = password.casefold()
    if any(own in folded for own in _own_words(login, name)):
        return PasswordFault.OWN
    return PasswordFault.COMMON if _is_common(folded) else None


def _own_words(login: str, name: str) -> list[str]:
    parts = [login, name, *re.split(r"[-_.]", login)]
    return [part.casefold() for part in parts if len(part) >= 4 or part == name and len(part) >= 2]


def _is_common(folded: str) -> bool:
    if len(set(folded)) < 4 or any(folded in run or folded in run[::-1] for run in _RUNS):
        return True
    if any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, 6)):
        return True  # a few characters over and over
    return _ENDS.sub("", folded) in _COMMON or _is_date_like(folded)


def _is_date_like(text: str) -> bool:
    """A date with more digits, or a mobile number: digits that stand in everybody's papers."""
    return re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])\d+|1[3-9]\d{9}", text) is not None
