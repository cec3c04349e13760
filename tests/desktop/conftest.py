"""The modules of `packaging/` are found as bootstrap.py finds them: they start displays."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "packaging"))
