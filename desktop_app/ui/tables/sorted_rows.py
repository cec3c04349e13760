"""The loaded rows in another order; a long list is sorted in steps between which the window goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer

from desktop_app.ui.tables.model import Index, TableModel, runs

Row = TypeVar("Row")

AT_ONCE: Final = 1000
"""Rows that are sorted before `sort` returns; more are sorted in steps."""
STEP: Final = 0.008
"""Seconds of work in a step."""
PART: Final = 2000
"""Rows that are sorted together, before such parts are merged."""
MOVED_SINGLY: Final = 20
"""Rows that go to another place one by one when their values change; more are sorted anew with all others."""
_NOWHERE: Final = QModelIndex()


class SortedRows(QAbstractTableModel, Generic[Row]):
    """The rows of a TableModel in the order that the header asks for; column -1 leaves them as they came.

    Not Qt's own proxy: that asks for two values in each comparison, some millions of calls for a hundred thousand rows.
    """

    def __init__(self, source: TableModel[Row]) -> None:
        super().__init__(source)
        self._source = source
        self._column = -1
        self._descending = False
        # Places in the source, in the order that is shown; None: as they came.
        self._order: list[int] | None = None
        # By place in the source; held only while rows are sorted.
        self._keys: list[str | float] = []
        self._sorting: Iterator[None] | None = None
        self.reordering = False
        """Whether a reset that is under way only puts the same rows into another order."""
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._go_on)
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._source_reset)
        source.rowsAboutToBeInserted.connect(self._source_grows)
        source.rowsInserted.connect(self._source_has_grown)
        source.dataChanged.connect(self._source_changed)

    @property
    def source(self) -> TableModel[Row]:
        """The model whose rows these are."""
        return self._source

    @property
    def sorting(self) -> bool:
        """Whether rows are being sorted and not shown so yet."""
        return self._sorting is not None

    def row_at(self, index: Index) -> Row:
        """Return the row that the view shows at `index`, which must be one of this model's."""
        return self._source.rows[self._place(index.row())]

    def rows_between(self, first: int, last: int) -> Sequence[Row]:
        """Return the rows that the view shows from the `first`-th to the `last`-th, both included."""
        rows = self._source.rows
        if self._order is None:
            return rows[first : last + 1]
        return [rows[place] for place in self._order[first : last + 1]]

    def index_of(self, row_id: str) -> QModelIndex:
        """Return where the view has the row with that id; an invalid index if it is not loaded."""
        place = self._source.place(row_id)
        return QModelIndex() if place is None else self.index(self._shown_at(place), 0)

    def spans_of(self, row_ids: Sequence[str]) -> list[tuple[int, int]]:
        """Return where the view has those rows that are loaded, as (first, last) of each span without gaps."""
        places = [place for row_id in row_ids if (place := self._source.place(row_id)) is not None]
        if self._order is not None and len(places) > 1:
            shown = {place: at for at, place in enumerate(self._order)}
            places = [shown[place] for place in places]
        elif self._order is not None:
            places = [self._shown_at(place) for place in places]
        return runs(places)

    def sortColumn(self) -> int:  # noqa: N802 - as Qt's own proxy calls it
        """Return the number of the column that rows are sorted by, -1 for none."""
        return self._column

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._sort_anew()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._source.rowCount() if self._order is None else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return self._source.columnCount(parent)

    def canFetchMore(self, parent: Index) -> bool:
        return self._source.canFetchMore(parent)

    def fetchMore(self, parent: Index) -> None:
        self._source.fetchMore(parent)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._source.headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        at = index.row()
        if self._order is not None:
            at = self._order[at] if 0 <= at < len(self._order) else -1
        return self._source.data_at(at, index.column(), role)

    def _place(self, at: int) -> int:
        return at if self._order is None else self._order[at]

    def _shown_at(self, place: int) -> int:
        return place if self._order is None else self._order.index(place)

    def _sort_anew(self) -> None:
        self._sorting = None
        count = len(self._source.rows)
        if not 0 <= self._column < len(self._source.columns):
            if self._order is not None:
                self._show_in(None, [])
        elif count <= AT_ONCE:
            for _ in (steps := _Sort(self._source, self._column, self._descending)):
                pass
            self._show_in(steps.order, steps.keys)
        else:
            self._sorting = iter(_Sort(self._source, self._column, self._descending))
            self._step.start()

    def _go_on(self) -> None:
        """Sort on for a little while, and show the rows so once they are sorted."""
        sorting, until = self._sorting, perf_counter() + STEP
        while isinstance(sorting, _Sort) and perf_counter() < until:
            if next(sorting, _DONE) is _DONE:
                self._sorting = None
                self._show_in(sorting.order, sorting.keys)
                return
        if sorting is not None:
            self._step.start()

    def _show_in(self, order: list[int] | None, keys: list[str | float]) -> None:
        """Show the rows in that order. What is selected stays so: by index in a short list, by id in a long one."""
        if self.rowCount() > AT_ONCE:
            self.reordering = True
            self.beginResetModel()
            self._order, self._keys = order, keys
            self.endResetModel()
            self.reordering = False
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        places = [self._place(index.row()) for index in kept]
        self._order, self._keys = order, keys
        now = {place: at for at, place in enumerate(order)} if order is not None else None
        self.changePersistentIndexList(
            kept,
            [
                self.index(place if now is None else now[place], index.column())
                for place, index in zip(places, kept, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _source_reset(self) -> None:
        self._sorting = None
        self._order, self._keys = None, []
        sort_now = 0 <= self._column < len(self._source.columns)
        if sort_now and len(self._source.rows) <= AT_ONCE:
            for _ in (steps := _Sort(self._source, self._column, self._descending)):
                pass
            self._order, self._keys, sort_now = steps.order, steps.keys, False
        self.endResetModel()
        if sort_now:
            self._sort_anew()

    def _source_grows(self, _parent: Index, first: int, last: int) -> None:
        # Without an order the rows are here as soon as the source has them.
        if self._order is None:
            self.beginInsertRows(QModelIndex(), first, last)

    def _source_has_grown(self, _parent: Index, first: int, last: int) -> None:
        if self._order is None:
            self.endInsertRows()
        elif self.sorting:
            count = len(self._order)
            self.beginInsertRows(QModelIndex(), count, count + last - first)
            self._order.extend(range(first, last + 1))
            self.endInsertRows()
        else:
            key = self._source.columns[self._column].order
            for place in range(first, last + 1):
                self._keys.append(key(self._source.rows[place]))
                at = self._after(self._keys[place])
                self.beginInsertRows(QModelIndex(), at, at)
                self._order.insert(at, place)
                self.endInsertRows()
        if self.sorting:
            self._sort_anew()

    def _after(self, key: str | float) -> int:
        """Return where a row with that key goes: after all that are shown before it or are like it."""
        order, keys = self._order or [], self._keys
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            other = keys[order[middle]]
            before = other < key if self._descending else key < other  # type: ignore[operator]
            low, high = (low, middle) if before else (middle + 1, high)
        return low

    def _source_changed(self, top: Index, bottom: Index) -> None:
        first, last, end = top.row(), bottom.row(), self.columnCount() - 1
        if self._order is None:
            self.dataChanged.emit(self.index(first, 0), self.index(last, end))
        else:
            self._tell_changed(range(first, last + 1))
        if not 0 <= self._column < len(self._source.columns):
            return
        key = self._source.columns[self._column].order
        if isinstance(self._sorting, _Sort):
            known = self._sorting.keys
            if any(key(self._source.rows[at]) != known[at] for at in range(first, min(last + 1, len(known)))):
                self._sort_anew()
            return
        now = {place: key(self._source.rows[place]) for place in range(first, last + 1)}
        moved = [(place, now[place]) for place in now if now[place] != self._keys[place]]
        if len(moved) > MOVED_SINGLY:
            self._sort_anew()
            return
        for place, there in moved:
            self._move(place, there)

    def _tell_changed(self, places: range) -> None:
        end = self.columnCount() - 1
        few = len(places) <= MOVED_SINGLY
        # A view paints only what is seen of them.
        for first, last in runs(map(self._shown_at, places)) if few else [(0, self.rowCount() - 1)]:
            self.dataChanged.emit(self.index(first, 0), self.index(last, end))

    def _move(self, place: int, key: str | float) -> None:
        """Take a row to where it belongs with its new key."""
        assert self._order is not None, "rows that are not sorted have no place of their own"
        at = self._order.index(place)
        del self._order[at]
        to = self._after(key)
        self._order.insert(at, place)
        self._keys[place] = key
        if to == at:
            return
        # Qt counts the destination before the row is taken out.
        self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), to if to < at else to + 1)
        self._order.insert(to, self._order.pop(at))
        self.endMoveRows()


_DONE: Final = object()


class _Sort(Iterator[None]):
    """Sorts in steps, each a few milliseconds: keys, then short parts, then two neighbours merged at a time."""

    def __init__(self, source: TableModel[Row], column: int, descending: bool) -> None:
        self.keys: list[str | float] = []
        self.order: list[int] = []
        self._steps = self._run(source, column, descending)

    def __next__(self) -> None:
        return next(self._steps)

    def _run(self, source: TableModel[Row], column: int, descending: bool) -> Iterator[None]:
        key, rows = source.columns[column].order, source.rows
        for begun in range(0, len(rows), PART // 4):
            self.keys += [key(row) for row in rows[begun : begun + PART // 4]]
            yield
        by_key = self.keys.__getitem__
        parts: list[list[int]] = []
        for begun in range(0, len(rows), PART):
            parts.append(sorted(range(begun, min(begun + PART, len(rows))), key=by_key, reverse=descending))
            yield
        while len(parts) > 1:
            merged: list[list[int]] = []
            for at in range(0, len(parts), 2):
                both = [place for part in parts[at : at + 2] for place in part]
                # Two runs that are sorted: Python's sort only merges them.
                both.sort(key=by_key, reverse=descending)
                merged.append(both)
                yield
            parts = merged
        self.order = parts[0] if parts else []
