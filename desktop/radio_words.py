"""What to ask again of a form that was told over a radio."""

from core.domain.findings import Refusal
from desktop.refusals import FORM_GAP, FORM_NOWHERE, FORM_SHORT, FORM_SHORT_AND_WRONG, FORM_UNSURE, SENTENCES

GROUPS = 9


def form(why: Refusal) -> tuple[str, Refusal]:
    """The sentence of a `BAD_FORM`, and its facts: the groups that are missing, wrong, or one of both."""
    missing, wrong = list(why.facts.get("missing", ())), list(why.facts.get("groups", ()))
    unsure = list(why.facts.get("unsure", ()))
    again = sorted({*missing, *wrong, *unsure})
    said = Refusal(why.rule, {**why.facts, "missing": missing, "groups": wrong, "unsure": unsure, "again": again})
    if len(unsure) == GROUPS:
        return FORM_NOWHERE, said
    if unsure:
        return FORM_UNSURE, said
    if missing and wrong:
        return FORM_SHORT_AND_WRONG, said
    if missing:
        last = missing == list(range(missing[0], GROUPS + 1))
        return (FORM_SHORT if last else FORM_GAP), said
    return SENTENCES[why.rule], said
