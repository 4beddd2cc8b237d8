"""Courses and municipalities as files that a non-programmer can edit, and what reads them.

- `loader`: `load`, `library`, `picture_files`; `municipality_file`: `load_municipalities`,
  `municipalities`; `check`: `check` and `report_lines`, for `python app.py check`.
- `faults` is what can be wrong; `lesson_file` and `texts` have the limits a writer meets.
- `nodes` reads YAML, `reader` turns it into values and notes faults on the way.
"""
