"""Pushes: champions recommend and share lessons. What it wants to be told of."""

from bot.actions.pushes.rows import lesson_passed
from bot.core.learning.events import LessonPassed
from bot.services import Listener

HEARS = (Listener(LessonPassed, lesson_passed),)
