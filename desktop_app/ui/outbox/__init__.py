"""The Outbox page: what was sent, what came of it, and what still waits."""
