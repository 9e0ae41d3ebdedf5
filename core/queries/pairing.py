"""What screens and verbs ask about the pairing of the standing plan, and about a helper who dropped out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId, HouseholdId, LinkId, PersonId, PlaceCode
from core.domain.pairing import LockAside, PairChange, Pairing, PairReason, SoftRule, Uncovered
from core.domain.people import Role
from core.domain.plans import Plan
from core.exchange.pairing_rules import pair_rules
from core.planning.case import Case
from core.planning.pairing.comparing import compare
from core.queries.masking import mask_phone
from core.queries.names import household_head, links
from core.queries.night import Night, night, pairings_in_force
from core.queries.pairing_remedies import pair_remedy_rows
from core.queries.pairing_rows import (
    CallAbout,
    CallNews,
    CallRow,
    HelperName,
    LockRow,
    NearerRow,
    NextBestRow,
    PairChangeRow,
    PairingBoard,
    PairReasonRow,
    UncoveredPair,
)
from core.queries.planning_case import case_of_plan
from core.store.database import Store
from core.store.helping import absences, locks
from core.store.people import helpers, households
from core.store.plans import plan_before, previous_plan
from core.store.telling import told_of


def pairing_board(store: Store) -> PairingBoard | None:
    """How good the standing plan's pairing is, whom it leaves without a helper and what would help; None without a
    plan."""
    known = night(store)
    if known.adopted is None:
        return None
    plan = known.adopted.plan
    figures = plan.pairing_figures
    count = Counter(rule for pairing in plan.pairings for rule in pairing.broken)
    aside = {(each.household, each.role, each.helper): each for each in plan.locks_aside}
    return PairingBoard(
        version=known.adopted.version,
        levels=figures.levels if figures else (),
        proved=figures.proved if figures else False,
        held=figures.held if figures else False,
        soft_off=plan.soft_off,
        broken=tuple((rule, count[rule]) for rule in SoftRule if count[rule]),
        rules=pair_rules(),
        uncovered=_uncovered(store, known, plan),
        remedies=pair_remedy_rows(known, plan.pair_remedies),
        locks=_locks(store, known, aside),
        out=tuple(helper_name(known, helper) for helper in absences(store)),
    )


def _uncovered(store: Store, known: Night, plan: Plan) -> tuple[UncoveredPair, ...]:
    """By household, those without anybody first."""
    missing: dict[HouseholdId, list[Uncovered]] = {}
    for item in plan.uncovered:
        missing.setdefault(item.household, []).append(item)
    covered = {household: n for n, remedy in enumerate(plan.pair_remedies) for household in remedy.households}
    rows = []
    for household, items in missing.items():
        place = _place_of(store, household)
        rows.append(
            UncoveredPair(
                household,
                head_name(store, household),
                _place_name(known, place),
                known.places[place].town if place in known.places else "",
                tuple((item.role, item.rule) for item in sorted(items, key=lambda each: each.role)),
                covered.get(household),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-len(row.missing), row.place_name, row.household)))


def _locks(
    store: Store, known: Night, aside: dict[tuple[HouseholdId, Role, HelperId], LockAside]
) -> tuple[LockRow, ...]:
    rows = []
    for (household, role), lock in locks(store).items():
        left = aside.get((household, role, lock.helper))
        rows.append(
            LockRow(
                household,
                head_name(store, household),
                role,
                helper_name(known, lock.helper),
                lock.at,
                lock.operator,
                lock.contested,
                left.rule if left else None,
            )
        )
    return tuple(rows)


def explained_case(store: Store) -> tuple[Case, tuple[Pairing, ...]] | None:
    """What `core.planning.pairing.explaining.explain` needs to say why: the case of the standing plan and its pairings.
    None without a plan."""
    adopted = night(store).adopted
    if adopted is None:
        return None
    return case_of_plan(store, adopted), adopted.plan.pairings


def reason_rows(store: Store, reasons: Iterable[PairReason]) -> tuple[PairReasonRow, ...]:
    """Reasons with names in place of ids."""
    known = night(store)
    since = known.adopted.plan.at if known.adopted else None
    return tuple(
        PairReasonRow(
            household=reason.pairing.household,
            role=reason.pairing.role,
            helper=helper_name(known, reason.pairing.helper),
            minutes=reason.pairing.minutes,
            by_car=reason.by_car,
            roads=_road_names(store, reason.links),
            last_departure=_after(since, reason.deadline_min),
            slack_min=reason.slack_min,
            broken=reason.pairing.broken,
            locked=reason.locked,
            households=reason.households,
            nearer=tuple(
                NearerRow(helper_name(known, each.helper), each.minutes, each.rule, each.households)
                for each in reason.nearer
            ),
            next_best=None
            if reason.next_best is None
            else NextBestRow(
                helper_name(known, reason.next_best.helper),
                reason.next_best.minutes,
                reason.next_best.broken,
                reason.next_best.more_broken,
                reason.next_best.more_minutes,
            ),
        )
        for reason in reasons
    )


def _after(since: datetime | None, minutes: float | None) -> datetime | None:
    return None if since is None or minutes is None else since + timedelta(minutes=minutes)


def _road_names(store: Store, names: Iterable[LinkId]) -> tuple[str, ...]:
    roads = links(store)
    return tuple(dict.fromkeys(roads[link].name for link in names if link in roads and roads[link].name))


def calls_after(store: Store, helper: HelperId) -> tuple[CallRow, ...]:
    """The calls to make after a helper dropped out, in order: where nobody goes any more, then whoever is A now, by how
    soon his households must leave, then new deputies, then the households. Empty for one who is not out."""
    absence = absences(store).get(helper)
    if absence is None:
        return ()
    known = night(store)
    before = plan_before(store, store.journal.revision_of(absence.event))
    others = {each for each in absences(store) if each != helper}
    then = pairings_in_force(before.pairings, others) if before else {}
    mine = sorted({household for (household, _), pairing in then.items() if pairing.helper == helper})
    nobody: list[CallAbout] = []
    by_helper: dict[HelperId, list[CallAbout]] = {}
    tell: list[CallRow] = []
    for household in mine:
        a, b = (known.pairings.get((household, role)) for role in Role)
        was = then.get((household, Role.PRIMARY))
        deputy = then.get((household, Role.DEPUTY))
        if a is None:
            nobody.append(_about(store, known, household, CallNews.NOBODY, None))
            continue
        if was is None or a.helper != was.helper:
            stands_in = deputy is not None and deputy.helper == a.helper
            news = CallNews.STANDS_IN if stands_in else CallNews.NEW_A
            by_helper.setdefault(a.helper, []).append(_about(store, known, household, news, a.minutes))
            tell.append(_to_household(store, known, household, a))
        if b is not None and (deputy is None or b.helper != deputy.helper):
            by_helper.setdefault(b.helper, []).append(_about(store, known, household, CallNews.NEW_B, b.minutes))
    rows = [CallRow(None, "", tuple(sorted(nobody, key=_urgency)))] if nobody else []
    calls = []
    for name, about in by_helper.items():
        whom = helper_name(known, name)
        said = tuple(sorted(about, key=lambda each: (_rank(each), *_urgency(each))))
        calls.append(CallRow(whom, whom.phone, said, answers=PersonId(name)))
    calls.sort(key=lambda row: (_rank(row.about[0]), *_urgency(row.about[0])))
    return (*rows, *_ticked(store, known, (*calls, *sorted(tell, key=lambda row: _urgency(row.about[0])))))


def _ticked(store: Store, known: Night, calls: Iterable[CallRow]) -> tuple[CallRow, ...]:
    """The calls with when each was made: all households of it were told of the standing plan."""
    told = told_of(store, known.adopted.event) if known.adopted else {}
    return tuple(
        replace(row, done=max(told[one] for one in row.knows)) if all(one in told for one in row.knows) else row
        for row in calls
    )


def _about(store: Store, known: Night, household: HouseholdId, news: CallNews, minutes: float | None) -> CallAbout:
    move = known.moves.get(household)
    return CallAbout(
        household,
        head_name(store, household),
        _place_name(known, _place_of(store, household)),
        news,
        minutes,
        (move.deadline or move.depart) if move else None,
    )


def _to_household(store: Store, known: Night, household: HouseholdId, pairing: Pairing) -> CallRow:
    members = sorted((p for p in known.people.values() if p.household == household and p.phone), key=lambda p: p.id)
    head = household_head(store, household)
    answers = head if head and head.phone else next(iter(members), None)
    about = _about(store, known, household, CallNews.TELL_HOUSEHOLD, pairing.minutes)
    phone, who = (mask_phone(answers.phone), answers.id) if answers else ("", None)
    return CallRow(None, phone, (about,), helper_name(known, pairing.helper), answers=who)


def _rank(about: CallAbout) -> bool:
    return about.news is CallNews.NEW_B


def _urgency(about: CallAbout) -> tuple[bool, float, HouseholdId]:
    return about.latest is None, about.latest.timestamp() if about.latest else 0.0, about.household


def change_rows(store: Store, before: Plan | None = None) -> tuple[PairChangeRow, ...]:
    """What the standing plan's pairing changed against `before`, by default the plan it replaced: who comes instead,
    and what each household gains or loses."""
    known = night(store)
    if known.adopted is None:
        return ()
    old = before or previous_plan(store)
    changes: tuple[PairChange, ...] = compare(old.pairings if old else (), known.adopted.plan.pairings)
    return tuple(
        PairChangeRow(
            change.household,
            head_name(store, change.household),
            _place_name(known, _place_of(store, change.household)),
            change.role,
            helper_name(known, change.before) if change.before else None,
            helper_name(known, change.after) if change.after else None,
            change.more_minutes,
            change.now_broken,
            change.now_kept,
        )
        for change in changes
    )


def find_helper(store: Store, text: str) -> HelperId:
    """A helper by id or name, also as `place/name` or `town/place/name`. Refusal UNKNOWN_HELPER or AMBIGUOUS_HELPER
    with the candidates."""
    known = helpers(store)
    if HelperId(text) in known:
        return HelperId(text)
    found_places = night(store).places
    where, _, name = text.rpartition("/")
    found = []
    for helper in known.values():
        place = found_places.get(helper.place)
        names = (place.code, place.name, f"{place.town}/{place.name}") if place else (helper.place,)
        if helper.name == name and (not where or where in names):
            found.append((helper, f"{names[-1]}/{helper.name}"))
    if not found:
        raise Refusal(Rule.UNKNOWN_HELPER, {"helper": text})
    if len(found) > 1:
        raise Refusal(Rule.AMBIGUOUS_HELPER, {"helper": text, "candidates": [f"{n} {h.id[:6]}" for h, n in found]})
    return found[0][0].id


def find_household(store: Store, text: str) -> HouseholdId:
    """A household of the register by its id. Refusal UNKNOWN_HOUSEHOLD."""
    if HouseholdId(text) not in households(store):
        raise Refusal(Rule.UNKNOWN_HOUSEHOLD, {"household": text})
    return HouseholdId(text)


def helper_name(known: Night, helper: HelperId) -> HelperName:
    someone = known.helpers.get(helper)
    if someone is None:
        return HelperName(helper, helper, "", "")
    return HelperName(helper, someone.name, mask_phone(someone.phone), _place_name(known, someone.place))


def head_name(store: Store, household: HouseholdId) -> str:
    head = household_head(store, household)
    return head.name if head else household


def _place_of(store: Store, household: HouseholdId) -> PlaceCode:
    head = household_head(store, household)
    return head.place if head else PlaceCode("")


def _place_name(known: Night, place: PlaceCode) -> str:
    return known.places[place].name if place in known.places else ""
