"""What paragraph styles say of lists, headings and bold type, each taken from the style it is based on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .numbering import number

_MOST_GENERATIONS = 12


@dataclass
class Style:
    """A style as written; what it leaves out its `base` says."""

    base: str = ""
    name: str = ""
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None
    bold: bool | None = None


@dataclass
class StyleReader:
    """Listens to styles.xml, and answers for the styles afterwards."""

    styles: dict[str, Style] = field(default_factory=dict)
    current: Style | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        value = attributes.get("w:val", "")
        if name == "w:style":
            self.current = self.styles.setdefault(attributes.get("w:styleId", ""), Style())
        elif self.current is None:
            return
        elif name == "w:basedOn":
            self.current.base = value
        elif name == "w:name":
            self.current.name = value.lower()
        elif name == "w:numId":
            self.current.list_id = value
        elif name == "w:ilvl":
            self.current.depth = number(value, 0)
        elif name == "w:outlineLvl":
            self.current.outline = number(value, 9)
        elif name == "w:b":
            self.current.bold = is_on(value)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "w:style":
            self.current = None

    def text(self, characters: str) -> None:
        """Styles have no text."""

    def family(self, style_id: str) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        while style_id in self.styles and len(found) < _MOST_GENERATIONS:
            found.append(self.styles[style_id])
            style_id = found[-1].base
        return found


def is_on(value: str) -> bool:
    """Whether a switch such as `w:b` is on."""
    return value not in ("0", "false", "off", "none")
