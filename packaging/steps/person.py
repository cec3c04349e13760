"""A person's data, made and read with the program's own code: what an upgrade must leave as it was.

`python -m steps.person make DIR` writes a draft and settings as the program keeps them; `… read DIR` prints
what is there now, as JSON. For the build's own Python.
"""

import json
import sys
from pathlib import Path

from desktop_app.packing.draft import Draft
from desktop_app.packing.nodes import Item
from desktop_app.packing.saved import to_data
from desktop_app.packing.tree import LOOSE_ITEMS
from desktop_app.pro.environments import DEMO
from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts
from desktop_app.store.settings import Settings, SettingsFile

GOODS = "Kaffeemühle, from before the upgrade"


def main(arguments: list[str]) -> None:
    """Make or read."""
    command, folder = arguments[0], Path(arguments[1])
    if command == "make":
        make(folder)
    print(json.dumps(read(folder), ensure_ascii=True))


def make(folder: Path) -> None:
    """Write a draft with one item, and settings that are not the ones a new person has."""
    draft = Draft()
    draft.add(Item(id="kept", description=GOODS, quantity=3), LOOSE_ITEMS)
    database = Database(folder / "environments" / DEMO.slot / "desk.sqlite", watched=True)
    database.open()
    Drafts(database).save(to_data(draft))
    database.close()
    SettingsFile(folder / "settings.json").save(Settings(appearance="dark", weight_unit="lb", keep_sent_days=365))


def read(folder: Path) -> dict[str, object]:
    """Return what an upgrade must not change: what is on the bench, and what was chosen."""
    database = Database(folder / "environments" / DEMO.slot / "desk.sqlite")
    database.open()
    draft = Drafts(database).read()
    database.close()
    settings = SettingsFile(folder / "settings.json").load()
    return {"draft": draft, "settings": [settings.appearance, settings.weight_unit, settings.keep_sent_days]}


if __name__ == "__main__":
    main(sys.argv[1:])
