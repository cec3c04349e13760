"""What the builder builds: items in packages in consignments. No Qt, no I/O."""
