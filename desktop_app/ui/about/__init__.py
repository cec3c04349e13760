"""About the program: what it is and is made of, its backups and updates, what went wrong in it."""
