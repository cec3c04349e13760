"""Moving things from one place to another: a gesture, what a drag carries, where it may be dropped."""
