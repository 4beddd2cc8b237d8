"""The roles that a person can have."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    EMPLOYEE = "employee"  # learns
    CHAMPION = "champion"  # learns, and helps colleagues within a scope
    OPERATOR = "operator"  # learns, and runs the rollout
