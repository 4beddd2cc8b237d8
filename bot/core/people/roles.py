"""The roles that a person can have."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    EMPLOYEE = "employee"  # learns
    CHAMPION = "champion"  # and helps colleagues within a scope
    OPERATOR = "operator"  # and runs the rollout
