"""What a call must bring, what a consignment must have, and what may be done to it in which state."""
