"""What an option of the command line may be: numbers that argparse has no kind of its own for."""

import argparse


def positive(text: str) -> int:
    """A whole number of seconds above 0."""
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return int(text)


def per_cent(text: str) -> float:
    """A share of the person-minutes in per cent, 0 or more."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of per cent, 0 or more")
    return value


def count(text: str) -> int:
    """A whole number above 0."""
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def port(text: str) -> int:
    """A port of this laptop; 0 for any that is free."""
    if not text.isdigit() or int(text) >= 1 << 16:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def days(text: str) -> int:
    """A whole number of days above 0."""
    if not text.isdigit() or not 0 < int(text) < 36500:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days above 0")
    return int(text)
