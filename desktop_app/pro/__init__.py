"""The SortedPRO service as a library: no Qt, no storage, no other room."""

import importlib
import importlib.util
import sys
from types import ModuleType

# httpx carries a command line of its own, which loads a terminal toolkit where one is installed: 7 MiB for nothing.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

# pydantic looks through everything that is installed for plugins, of which there are none here: 1 MiB, and the time.
if "pydantic" not in sys.modules:
    _no_plugins = ModuleType("pydantic.plugin._loader")
    _no_plugins.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules[_no_plugins.__name__] = _no_plugins


class _ReadAtFirstUse(ModuleType):
    """Stands for a module that others import, until they ask it for something.

    Not importlib's LazyLoader: that one reads the module, too, for who only looks through all modules for files.
    """

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _read_at_first_use(name: str) -> None:
    if name not in sys.modules:
        stand_in = _ReadAtFirstUse(name)
        stand_in.__spec__ = importlib.util.find_spec(name)
        sys.modules[name] = stand_in


# For httpx, whose tables of letters are wanted for host names outside ASCII alone: 1 MiB.
_read_at_first_use("idna")
