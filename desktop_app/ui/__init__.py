"""Windows: what a person sees and touches."""
