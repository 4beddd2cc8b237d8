"""What runs by itself over everything that is kept about people."""
