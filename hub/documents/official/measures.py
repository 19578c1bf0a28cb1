"""Measures of the official page, in the units that Word files use: twips (1/1440 inch), half-points, eighths of a point."""

from docx.oxml.ns import qn

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4: 210 × 297 mm."""
MARGINS = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
"""37, 35, 28, 26 mm (5.2.1), so that the type area is 156 × 225 mm."""
FOOTER_FROM_EDGE = 1417
"""25 mm; the number stands 7 mm under the type area (7.5)."""
TYPE_WIDTH = PAGE_WIDTH - MARGINS["left"] - MARGINS["right"]
LINE = 579
"""Exactly 28.95 pt: 22 lines on 225 mm (5.2.3). 29 pt gives 21, by measurement."""
BODY_HALF_POINTS, BODY_SPACING = 32, -5
"""16 pt with −0.25 pt between: 28 characters on 156 mm. −0.2 gives 27, by measurement."""
CHARACTER = TYPE_WIDTH / 28
FONTS = {
    "song": "宋体",
    "fangsong": "仿宋_GB2312",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "title": "方正小标宋简体",
}
"""Named, never bundled: the reader's program takes what it has."""
OF_LEVEL = {0: "fangsong", 1: "hei", 2: "kai", 3: "fangsong", 4: "fangsong"}
RED = "FF0000"
EAST_ASIA = qn("w:eastAsia")


def masthead_half_points(text: str) -> int:
    """As large as the line takes, 44 pt at most (7.2.4: no larger than 22 × 15 mm a character)."""
    return int(2 * min(44, 442 / max(1, len(text))))


def characters(count: float, half_points: int = BODY_HALF_POINTS) -> int:
    """So many characters of a size, in twips."""
    return round(count * half_points * 10)
