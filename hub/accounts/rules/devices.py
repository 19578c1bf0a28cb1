"""What to call a browser in a list of sessions."""

_BROWSERS = (
    ("wxwork", "企业微信"),
    ("micromessenger", "微信"),
    ("dingtalk", "钉钉"),
    ("edg", "Edge"),
    ("firefox", "Firefox"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
)
_SYSTEMS = (
    ("windows", "Windows"),
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("mac os", "macOS"),
    ("openharmony", "HarmonyOS"),
    ("linux", "Linux"),
)


def device_name(agent: str) -> str:
    """Chrome, Windows and the like, from a User-Agent header; empty when it says nothing known."""
    folded = agent.casefold()
    found = (next((name for mark, name in known if mark in folded), "") for known in (_BROWSERS, _SYSTEMS))
    return " · ".join(part for part in found if part)
