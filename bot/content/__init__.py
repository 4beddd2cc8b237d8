"""Courses and municipalities as files that a non-programmer can edit, and what reads them.

- `loader`: `load`, `library`, `picture_files`; `municipality_file`: `load_municipalities`,
  `municipalities`; `plan_file`: `load_plans`, `plans`; `calendars`: `calendar_for`; `check`:
  `check` and `report_lines`, for `python app.py check`.
- `faults` is what can be wrong; `lesson_file` and `texts` have the limits a writer meets.
- `nodes` reads YAML, `reader` turns it into values and notes faults on the way.
"""
