"""What each call does with what it brought, and how its answer looks."""
