"""What runs by itself for gatherings."""
