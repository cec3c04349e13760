"""Every component in every state, drawn into pictures: to be looked at, and compared by the tests."""
