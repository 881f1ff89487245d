"""Where scenarios, templates and fonts are found, and which day it is. Nothing else looks around."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import NotFoundError, UsageError

SCENARIOS, TEMPLATES, FONTS = "scenarios", "templates", "fonts"
KINDS = (SCENARIOS, TEMPLATES, FONTS)


def find_shipped() -> Path:
    """The folder with the scenarios, templates and fonts that ship: in a wheel beside this file, else the checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "shipped"
    return packed if packed.is_dir() else package.parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders to look in, the user's first and the shipped one last.

    A scenario folder replaces a shipped one whole; templates and fonts are looked up file by file.
    """

    roots: tuple[Path, ...]

    @classmethod
    def find(cls, folder: Path | None = None) -> Workspace:
        """Return the workspace at `folder`, or at the current folder if that looks like one, before the shipped one.

        Raises `UsageError` if `folder` is named and is no folder.
        """
        shipped = find_shipped()
        if folder is not None and not folder.is_dir():
            raise UsageError(f"{folder} is not a folder", "name the folder that holds scenarios/ or templates/")
        here = folder or Path.cwd()
        own = folder is not None or any((here / kind).is_dir() for kind in (SCENARIOS, TEMPLATES))
        if not own or here.resolve() == shipped:
            return cls((shipped,))
        return cls((here, shipped))

    def list_scenarios(self) -> tuple[str, ...]:
        """The ids of all scenarios, the user's first, each once."""
        found: dict[str, None] = {}
        for root in self.roots:
            found.update(dict.fromkeys(self._scenarios_in(root)))
        return tuple(found)

    def default_scenarios(self) -> tuple[str, ...]:
        """The ids of the scenarios of the first root that has any: what a build without a target makes."""
        for root in self.roots:
            if names := self._scenarios_in(root):
                return names
        return ()

    def scenario_folder(self, scenario_id: str) -> Path:
        """The folder of a scenario. Raises `NotFoundError` if no root has it."""
        for root in self.roots:
            if scenario_id in self._scenarios_in(root):
                return self.shown(root / SCENARIOS / scenario_id)
        known = ", ".join(self.list_scenarios()) or "none"
        raise NotFoundError(f'there is no scenario "{scenario_id}"', f"the scenarios here are: {known}")

    def folders(self, kind: str) -> tuple[Path, ...]:
        """The existing folders of one kind (`scenarios`, `templates` or `fonts`), the user's first."""
        return tuple(root / kind for root in self.roots if (root / kind).is_dir())

    def find_file(self, kind: str, name: str) -> Path:
        """The first file called `name` (a relative path) below a folder of this kind.

        Raises `NotFoundError` if there is none.
        """
        for folder in self.folders(kind):
            if (folder / name).is_file():
                return folder / name
        raise NotFoundError(f"there is no {kind}/{name}", f"looked in: {', '.join(map(str, self.roots))}")

    def shown(self, path: Path) -> Path:
        """The path as messages show it: relative to the current folder where it lies below it."""
        try:
            return Path(os.path.relpath(path)) if path.resolve().is_relative_to(Path.cwd()) else path
        except (OSError, ValueError):
            return path

    def today(self) -> dt.date:
        """The day of the run (never printed on a page)."""
        return dt.date.today()

    @staticmethod
    def _scenarios_in(root: Path) -> tuple[str, ...]:
        folder = root / SCENARIOS
        if not folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")))
