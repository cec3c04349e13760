"""Labels of several consignments: in the order asked for, one that fails stops no other, no file is written over."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desktop_app.pro.client import ProClient
from desktop_app.pro.errors import NotFound, ServiceFailed
from desktop_app.services.documents import Document, Documents
from desktop_app.services.labels import COARSE, FEW, SHARP, FetchedLabel, Labels, LabelSet
from desktop_app.store.errors import StoreFailed
from tests.services.conftest import Door

DOCUMENT = Document(b"%PDF", "application/pdf", "label-A.pdf")


@pytest.fixture
def references(client: ProClient) -> tuple[str, ...]:
    """Three consignments that have labels."""
    page = asyncio.run(client.consignments.search([("state", "Allocated")], 3, 0))
    return tuple(row.reference for row in page.consignment_summaries)


@pytest.fixture
def labels(client: ProClient) -> Iterator[Labels]:
    def write(path: Path, content: bytes) -> None:
        path.write_bytes(content)

    made = Labels(Documents(client.labels), write)
    yield made
    asyncio.run(made.rest())


def fetch(labels: Labels, wanted: LabelSet) -> tuple[list[str], LabelSet]:
    """Fetch what is pending; return what was told, in order, and the set with it."""
    told: list[FetchedLabel] = []
    asyncio.run(labels.fetch(wanted, told.append))
    for label in told:
        wanted = wanted.with_label(label)
    return [label.reference for label in told], wanted


def test_they_come_in_the_order_asked_for(labels: Labels, references: tuple[str, ...]) -> None:
    told, got = fetch(labels, LabelSet(references))

    assert told == list(references)
    assert got.complete
    assert [reference for reference, _ in got.documents] == list(references)
    assert got.first_page == got.fetched[0].pages[0]


def test_one_that_fails_stops_no_other_and_can_be_had_again(
    labels: Labels, references: tuple[str, ...], door: Door
) -> None:
    broken = references[1]
    door.answer = lambda request, given: httpx.Response(503) if broken in request.url.path else given
    _, got = fetch(labels, LabelSet(references))
    assert got.complete
    ((failed, error),) = got.errors
    assert failed == broken
    assert isinstance(error, ServiceFailed)
    assert [reference for reference, _ in got.documents] == [references[0], references[2]]

    door.answer = lambda _, given: given
    again = got.without([broken])
    assert again.pending == (broken,)
    told, got = fetch(labels, again)

    assert told == [broken]
    assert got.errors == ()
    assert [reference for reference, _ in got.documents] == list(references)


def test_what_was_not_asked_for_is_not_taken() -> None:
    wanted = LabelSet(("A", "B")).with_label(FetchedLabel("C", DOCUMENT))

    assert wanted == LabelSet(("A", "B"))
    assert not wanted.complete
    assert wanted.first_page is None


def test_many_are_drawn_coarser() -> None:
    few = tuple(str(number) for number in range(FEW))
    assert LabelSet(few).dpi == SHARP
    assert LabelSet((*few, "one more")).dpi == COARSE


def test_one_goes_to_the_file_that_was_named(
    labels: Labels, references: tuple[str, ...], client: ProClient, tmp_path: Path
) -> None:
    (reference, *_) = references
    _, got = fetch(labels, LabelSet((reference,)))
    path = tmp_path / "mine.zpl"

    assert asyncio.run(labels.save(got.documents, "ZPL", path)) == 1

    made = asyncio.run(client.labels.get(reference, "ZPL", ""))
    assert path.read_bytes() == base64.b64decode(made.file)


def test_several_go_into_the_folder_and_write_over_nothing(
    labels: Labels, references: tuple[str, ...], tmp_path: Path
) -> None:
    _, got = fetch(labels, LabelSet(references))
    taken = [tmp_path / f"label-{references[1]}.pdf", tmp_path / f"label-{references[1]} (2).pdf"]
    for path in taken:
        path.write_bytes(b"mine")

    assert asyncio.run(labels.save(got.documents, "PDF", tmp_path)) == 3

    assert [path.read_bytes() for path in taken] == [b"mine", b"mine"]
    assert (tmp_path / f"label-{references[1]} (3).pdf").read_bytes() == got.documents[1][1].content
    assert len(list(tmp_path.iterdir())) == 5


def test_what_is_saved_before_a_failure_stays(
    labels: Labels, references: tuple[str, ...], door: Door, tmp_path: Path
) -> None:
    _, got = fetch(labels, LabelSet(references))
    door.answer = lambda request, given: (
        httpx.Response(404) if request.url.path == f"/labels/{references[1]}/PNG" else given
    )

    with pytest.raises(NotFound):
        asyncio.run(labels.save(got.documents, "PNG", tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == [f"label-{references[0]}.png"]


def test_a_folder_that_is_not_there_is_an_error_that_can_be_mended(
    labels: Labels, references: tuple[str, ...], tmp_path: Path
) -> None:
    _, got = fetch(labels, LabelSet(references))

    with pytest.raises(StoreFailed):
        asyncio.run(labels.save(got.documents, "PDF", tmp_path / "none"))


def test_pdfs_are_drawn_one_at_a_time(client: ProClient, references: tuple[str, ...]) -> None:
    """PDFium draws one at a time, and a drawing that nobody waits for any more goes on beside the next."""
    documents = Documents(client.labels)

    async def go() -> None:
        pdfs = [(await documents.label(reference)).content for reference in references]
        alone = [await documents.picture(pdf, 0, 72) for pdf in pdfs]
        assert len({picture.pixels for picture in alone}) == len(pdfs)
        assert await asyncio.gather(*(documents.picture(pdf, 0, 72) for pdf in pdfs * 3)) == alone * 3
        await documents.rest()

    asyncio.run(go())
