"""The self-test: the real window driven through the main job with real events, pictures and a report of it."""

from desktop_app.ui.self_test.run import SelfTest

__all__ = ["SelfTest"]
