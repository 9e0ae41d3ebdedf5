"""Profiles of the property tests: `share` is what every run does, `all` is the whole run of `sh test.sh --all`.

Neither has a deadline per example: a busy machine is not a wrong program. The share is the same draw every time.
"""

from hypothesis import settings

settings.register_profile("share", max_examples=60, derandomize=True, deadline=None)
settings.register_profile("all", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile("share")
