"""What to ask again of a form that was told over a radio."""

from core.domain.findings import Refusal
from desktop.refusals import FORM_GAP, FORM_NOWHERE, FORM_SHORT, FORM_SHORT_AND_WRONG, FORM_UNSURE, SENTENCES

GROUPS = 9


def form(why: Refusal) -> tuple[str, Refusal]:
    """The sentence of a `BAD_FORM`, and its facts: the groups that are missing, wrong, or one of both."""
    missing, wrong, unsure = (why.facts.get(name) or [] for name in ("missing", "groups", "unsure"))
    if len(unsure) == GROUPS:
        return FORM_NOWHERE, why
    if unsure:
        return FORM_UNSURE, Refusal(why.rule, {**why.facts, "again": sorted({*missing, *wrong, *unsure})})
    if missing and wrong:
        return FORM_SHORT_AND_WRONG, why
    if missing:
        last = list(missing) == list(range(missing[0], GROUPS + 1))
        return (FORM_SHORT if last else FORM_GAP), why
    return SENTENCES[why.rule], why
