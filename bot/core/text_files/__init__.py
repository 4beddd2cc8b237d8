"""What is common to all text files that a person hands in: which encoding they are in, what is
damaged in them, and what in a cell is not part of its text."""
