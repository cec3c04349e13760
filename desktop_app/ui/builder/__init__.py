"""The Build page: goods are packed into packages and consignments here, and sent."""
