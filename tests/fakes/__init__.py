"""Stand-ins for Microsoft's servers: real HTTP on loopback, scripted by a test."""
