"""What goes wrong with which calls on request (`--faults`), over a socket and in-process."""
