"""Values and rules. Pure: stdlib only, no async, no clock, no randomness, frozen values."""
