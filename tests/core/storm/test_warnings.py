"""Beijing's table of rainstorm warnings."""

from core.storm.warnings import warning_signal, warning_table


def test_any_one_condition_gives_the_colour() -> None:
    table = warning_table()
    cases = {
        (0, 0, 0, 0): None,
        (29.9, 99, 49, 69): None,
        (30, 0, 0, 0): "blue",
        (0, 0, 70, 0): "yellow",
        (0, 0, 0, 150): "orange",
        (10, 30, 60, 200): "red",
    }
    for sums, colour in cases.items():
        signal = warning_signal((float(sums[0]), float(sums[1]), float(sums[2]), float(sums[3])), table)
        assert (signal.colour if signal else None) == colour


def test_every_value_says_where_it_is_from() -> None:
    table = warning_table()
    assert len(table) == 12
    assert all(limit.source for limit in table)
    assert {(limit.colour, limit.hours) for limit in table if limit.mark == "background"} == {("blue", 6), ("blue", 24)}
