"""The solver without its banner: standard output belongs to the caller's answer."""

import highspy


class QuietHighs(highspy.Highs):  # type: ignore[misc]
    """HiGHS prints a line while it is being made, before any option can be set; this one does not."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()
