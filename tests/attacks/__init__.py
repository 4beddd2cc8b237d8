"""Attacks on the real application in production mode, with fakes in Microsoft's place.

``rig.py`` starts it; each file here tries what an attacker would. All are slow tests (`make slow`).
"""
