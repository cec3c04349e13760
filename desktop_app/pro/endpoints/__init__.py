"""The endpoints by the chapters of the documentation; each method is one call, sent by what it is given.

Each raises a ProError («errors» in `pro-api.md`), and NotFound for a reference that the service does not know.
Weights are in kilograms, dimensions in centimetres, money in major units of its currency, times aware.
"""

from __future__ import annotations

from desktop_app.pro.endpoints.account import Account
from desktop_app.pro.endpoints.allocation import Allocated, Allocation
from desktop_app.pro.endpoints.consignments import Consignments
from desktop_app.pro.endpoints.labels import Labels
from desktop_app.pro.endpoints.sending import Send, Settle

__all__ = ["Account", "Allocated", "Allocation", "Consignments", "Labels", "Send", "Settle"]
