"""Drafts come back as they were kept, and one that cannot be read is not overwritten."""

from __future__ import annotations

from pathlib import Path

from desktop_app.store.database import Database
from desktop_app.store.drafts import Drafts


def test_the_last_one_kept_comes_back(path: Path, database: Database) -> None:
    drafts = Drafts(database)
    assert drafts.load() is None
    drafts.save({"text": "first"})
    drafts.save({"text": "Äpfel – «5 kg»"})
    drafts.save({"text": "another"}, "for later")
    again = Database(path)
    again.open()
    assert Drafts(again).load() == {"text": "Äpfel – «5 kg»"}
    assert Drafts(again).load("for later") == {"text": "another"}
    again.close()


def test_what_cannot_be_read_is_kept_under_another_name(database: Database) -> None:
    for broken in ('{"half', "[1]"):
        with database.write() as connection:
            connection.execute("INSERT INTO drafts VALUES ('', ?, '')", (broken,))
        assert Drafts(database).load() is None
    Drafts(database).save({"text": "new"})
    kept = {row["name"]: row["data"] for row in database.read("SELECT * FROM drafts")}
    assert kept.pop("") == '{"text":"new"}'
    assert sorted(kept.values()) == ["[1]", '{"half']
    assert all(name.startswith("damaged 20") for name in kept)
