"""Everything that a browser's sockets bring in, for tests that say who hears nothing of something."""

from playwright.sync_api import Page, WebSocket


class Overheard:
    """The frames that a page receives from now on, over all its sockets and reloads; begin before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.frames: list[str] = []
        page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def about(self, *words: str) -> list[str]:
        """The frames in which one of the words stands."""
        return [frame for frame in self.frames if any(word in frame for word in words)]
