"""The real Agents Playground in headless Chromium, with the real bot behind it."""
