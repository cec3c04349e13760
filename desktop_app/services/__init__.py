"""What a person asks for, as async use cases. No Qt."""
