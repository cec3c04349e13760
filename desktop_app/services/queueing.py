"""Whether what cannot be sent now waits in the journal for the network, or is refused at once: the user's choice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Queueing:
    """Shared by all that write; `wanted` may be changed at any time, from any thread."""

    wanted: bool = False
