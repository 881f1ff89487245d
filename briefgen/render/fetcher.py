"""What a page may fetch: fonts, styles and pictures of the workspace, and pictures written out in the page itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SERVED: Final = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
"""The files a page may fetch, by their endings."""
PICTURE: Final = re.compile(r"data:image/(png|jpeg|svg\+xml)[;,]", re.IGNORECASE)
"""What a page may hold written out."""


class WorkspaceFetcher(URLFetcher):  # type: ignore[misc]
    """Serves files below the given folders; everything else ends the document.

    Why: a template or a scenario may come from a stranger, and must neither read other files nor reach the network.
    A picture that silently went missing would be no better, so a refusal is fatal.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The response for an address. Raises `FatalURLFetchingError` for anything that is not served."""
        scheme = urlsplit(url).scheme.lower()
        if scheme == "data" and PICTURE.match(url):
            return super().fetch(url, headers)
        if scheme != "file":
            raise FatalURLFetchingError(f"{url[:200]} is not a file of the workspace")
        path = self._resolve(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": SERVED[path.suffix.lower()]})

    def _resolve(self, url: str) -> Path:
        """The file behind a `file:` address, with links and `..` resolved before anything is checked."""
        parts = urlsplit(url)
        if parts.netloc not in ("", "localhost"):
            raise FatalURLFetchingError(f"{url[:200]} is not a file of this machine")
        asked = Path(url2pathname(unquote(parts.path, errors="strict")) if "\\" in parts.path else unquote(parts.path))
        try:
            path = (self._font(asked) or asked).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise FatalURLFetchingError(f"there is no file {asked}") from None
        if path.suffix.lower() not in SERVED or not path.is_file():
            raise FatalURLFetchingError(f"{asked} is neither a font, a style nor a picture")
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise FatalURLFetchingError(f"{asked} lies outside the workspace")
        return path

    def _font(self, asked: Path) -> Path | None:
        """The font of this name in the first font folder that has it, so that a user's replaces a shipped one.

        Why also one that is not there: a style that was copied out of the shipped workspace asks for fonts beside it.
        """
        folders = [folder for folder in self.folders if folder.name == "fonts"]
        home = next((folder for folder in folders if asked.is_relative_to(folder)), None)
        if home is not None:
            name = asked.relative_to(home)
        elif asked.parent.name == "fonts" and not asked.exists():
            name = Path(asked.name)
        else:
            return None
        return next((folder / name for folder in folders if (folder / name).is_file()), None)
