"""What goes upward: a report is an event with figures and codes; its words are an erasable blob."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain.events import Changes, ClockTrust, Draft, Kind
from core.domain.findings import Refusal, Rule
from core.domain.situation import ReportKind
from core.operations.recording import trust_of
from core.store.database import Store
from core.store.reports import reports


def report_upward(
    store: Store,
    *,
    scope: str,
    kind: ReportKind,
    figures: Mapping[str, Any],
    text: str,
    spoken: str,
    at: datetime,
    operator: str,
    unsettled: Mapping[str, int] | None = None,
    remark: str = "",
    trust: ClockTrust | None = None,
) -> Changes:
    """Record that a report went up, as it went up. `scope` is a town or `*`; `figures` are `total`, `towns`, `places`,
    `desks_heard`, `desks`, `differences`, `revision` (see `core.domain.situation.Report`).

    `unsettled` are those due whom a final report leaves behind, by figure (`Situation.unsettled`): it goes up only with
    a remark that says why now. The counts stand in the event, the remark with the words.

    Refusal(NO_REPORT_DUE) for a first report beside another one, or a next one without any since the last final;
    Refusal(FINAL_UNSETTLED) for a final one without a remark while somebody is unsettled.
    """
    left = {name: n for name, n in (unsettled or {}).items() if n} if kind is ReportKind.FINAL else {}
    made = reports(store, scope)
    since = made[max((n + 1 for n, one in enumerate(made) if one.kind is ReportKind.FINAL), default=0) :]
    if (kind is ReportKind.FIRST) == bool(since):
        raise Refusal(Rule.NO_REPORT_DUE, {"kind": str(kind), "made": len(since)})
    if left and not remark.strip():
        raise Refusal(Rule.FINAL_UNSETTLED, left)
    words = {"text": text, "spoken": spoken, **({"remark": remark.strip()} if left else {})}
    return store.record(
        [
            Draft(
                Kind.REPORTED,
                f"situation/{scope}",
                at,
                operator,
                trust=trust_of(store, trust),
                values={"report": str(kind), **figures, **({"unsettled": left} if left else {})},
                pii=(words,),
            )
        ]
    )
