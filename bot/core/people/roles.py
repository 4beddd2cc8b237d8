"""The roles that a person can have."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    EMPLOYEE = "employee"  # learns
    READER = "reader"  # learns, and sees the figures within a scope; reaches nobody
    CHAMPION = "champion"  # learns, and helps colleagues within a scope
    OPERATOR = "operator"  # learns, and runs the rollout, or that of the places of a scope

    @property
    def leads(self) -> bool:
        """Whether the role is for helping others: it brings the champions' course."""
        return self in (Role.CHAMPION, Role.OPERATOR)
