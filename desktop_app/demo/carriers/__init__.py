"""The invented carriers: what they take, for how much, what they want for customs, and how goods travel with them."""
