"""Courses and municipalities as files that a non-programmer can edit, and the code that reads them.

- `loader` reads the courses, `municipality_file`, `plan_file` and `savings_file` the other files.
  Each has a `load_...` that returns what is sound and every fault, and a function that raises
  `ContentError` if there is any fault. `calendars` makes calendars from holidays and leave weeks.
- `check` does all of this for `python app.py check`.
- `faults` lists what can be wrong; `lesson_file` and `texts` set the limits for writers.
- `nodes` reads YAML; `yaml_reader` turns it into values and collects the faults.
"""
