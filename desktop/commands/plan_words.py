"""What limits a plan and what would help, in a few lines for whoever reads the `plan` verb without `--json`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.critical import CriticalRoad
from core.domain.ids import LinkId
from core.domain.plans import Objective, Plan, Shortfall
from core.domain.reasons import Remedy, RemedyKind
from core.domain.tight_shelters import TightShelter, tight_shelters
from core.queries.names import household_head, places, shelters
from core.queries.road_labels import RoadLabels, road_labels
from core.store.database import Store
from core.store.people import helpers
from desktop import critical_words, phrases, road_words
from desktop.pairing_words import lines

translate = QCoreApplication.translate
NAMED = 3


@dataclass(frozen=True, slots=True)
class Names:
    """What roads, shelters, villages, helpers and whom a plan leaves out are called; holds nothing of the file it came
    from."""

    labels: RoadLabels
    others: Mapping[str, str]

    def road(self, link: LinkId | str) -> str:
        return road_words.road(self.labels.of(link))

    def of(self, key: str) -> str:
        """Any of them but a road; whatever else it is keeps its id."""
        return self.others.get(key, key)


def names_of(store: Store, plan: Plan) -> Names:
    others: dict[str, str] = {shelter.id: shelter.name for shelter in shelters(store).values()}
    others |= {code: place.name for code, place in places(store).items()}
    others |= {helper.id: helper.name for helper in helpers(store).values()}
    heads = ((short.household, household_head(store, short.household)) for short in plan.shortfall)
    return Names(road_labels(store), others | {household: head.name for household, head in heads if head is not None})


def plan_words(store: Store, plan: Plan) -> dict[str, str]:
    """Labels and lines: the bound, what holds the plan back, and who is left out."""
    names = names_of(store, plan)
    said = {
        "bound": _bound(plan),
        "helpers": _helpers(plan),
        "stopped": translate("PlanVerb", "超时截停，未必最好") if plan.stopped else "",
        "cut": _cut(plan, names),
        "limits": _limits(plan, names),
        **left_out_line(store, plan, names),
        "losses": _losses(plan),
        "findings": lines([phrases.finding(finding) for finding in plan.findings]),
    }
    return {label: line for label, line in said.items() if line}


def left_out_line(store: Store, plan: Plan, names: Names) -> dict[str, str]:
    """Who is left out and why, by name; nothing where nobody is."""
    said = _left_out(plan, store, names)
    return {"left out": said} if said else {}


def remedy_lines(plan: Plan, names: Names) -> dict[str, str]:
    """The first of what would help, and whether the search for it was ended before its time."""
    said = {f"help {number}": _remedy(remedy, names) for number, remedy in enumerate(plan.remedies[:NAMED], 1)}
    if plan.remedies_stopped:
        said["help"] = translate("PlanVerb", "找办法没找完就停了，可能还有别的")
    return said


def critical_lines(names: Names, roads: Sequence[CriticalRoad]) -> dict[str, str]:
    """A line for each road whose closing was tried, the worst first, with the id that `close` takes."""
    text = translate("PlanVerb", "{road}（{id}）：{what}")
    return {
        f"critical {number}": text.format(
            road=names.road(road.link), id=road.link, what=critical_words.hurt_words(road)
        )
        for number, road in enumerate(roads, 1)
    }


def _bound(plan: Plan) -> str:
    """The gap stands beside what it is measured in; nothing arrives where nobody is served."""
    if not plan.served and not plan.served_bound:
        return translate("PlanVerb", "一人也排不上，再好也一样") if plan.due else ""
    last = phrases.hm_near(plan.at + timedelta(seconds=plan.clearance_s), plan.at)
    best = phrases.hm_near(plan.at + timedelta(seconds=plan.clearance_bound_s), plan.at)
    gap = f"{100 * plan.gap:.2f}"
    if plan.objective is Objective.CLEARANCE:
        text = translate("PlanVerb", "最晚一人 {last}，再好也快不过 {best}，差 {gap} %")
        return text.format(last=last, best=best, gap=gap)
    text = translate(
        "PlanVerb", "在险 {n} 人·分，再好也少不过 {least}，差 {gap} %；最晚一人 {last}，再好也快不过 {best}"
    )
    return text.format(n=round(plan.exposure), least=round(plan.exposure_bound), gap=gap, last=last, best=best)


def _helpers(plan: Plan) -> str:
    """That what is proved of the most that can be saved is proved for these helpers alone."""
    if not plan.with_these_helpers or plan.served_bound_any is None:
        return ""
    text = translate("PlanVerb", "照此结对最多排上 {n} 人；不论谁带谁，最多 {most} 人")
    return text.format(n=max(plan.served, plan.served_bound), most=plan.served_bound_any)


def _cut(plan: Plan, names: Names) -> str:
    """The proof of the bound: until when it holds, and which roads, shelters and villages let no more through."""
    cut = plan.cut
    if cut is None:
        return ""
    roads = [
        translate("PlanVerb", "{road} {start}-{end} 只过 {n} 人").format(
            road=names.road(one.link), start=phrases.hm(one.start), end=phrases.hm(one.end), n=one.persons
        )
        for one in cut.links
    ]
    beds = [translate("PlanVerb", "{name} {n} 床").format(name=names.of(shelter), n=n) for shelter, n in cut.shelters]
    far = [translate("PlanVerb", "{place} 路远").format(place=names.of(place)) for place in cut.places]
    where = "、".join((*roads, *beds, *far))
    text = translate("PlanVerb", "{n} 人要过，{time} 前再好也只到 {most} 人：卡在 {where}")
    time = phrases.hm_near(cut.by, plan.at)
    return text.format(n=cut.persons, time=time, most=cut.capacity, where=where) if where else ""


def _limits(plan: Plan, names: Names) -> str:
    parts = []
    if plan.cut is not None and plan.cut.links:
        roads = "、".join(dict.fromkeys(names.road(cut.link) for cut in plan.cut.links[:NAMED]))
        parts.append(translate("PlanVerb", "路窄：{roads}").format(roads=roads))
    tight = tight_shelters(plan)
    if tight:
        islands = "、".join(_tight(one, names) for one in tight[:NAMED])
        parts.append(translate("PlanVerb", "床紧：{islands}").format(islands=islands))
    return "；".join(parts)


def _tight(tight: TightShelter, names: Names) -> str:
    name = names.of(tight.shelter)
    if not tight.persons:
        return name
    text = translate("PlanVerb", "{name}（{n} 人改去别处，共多 {min} 人·分）")
    return text.format(name=name, n=tight.persons, min=round(tight.later_min))


def _left_out(plan: Plan, store: Store, names: Names) -> str:
    """One line a reason: how many persons, then every household by village and name."""
    persons, homes = Counter[str](), dict[str, dict[str, list[str]]]()
    for short in plan.shortfall:
        why, head = _why(short, names), household_head(store, short.household)
        persons[why] += len(short.persons)
        there = homes.setdefault(why, {}).setdefault(names.of(short.place), [])
        there.append(head.name if head else short.household)
    text = translate("PlanVerb", "{why} {n} 人：{names}")
    return lines(
        [
            text.format(
                why=why, n=n, names="；".join(f"{place} {'、'.join(heads)}" for place, heads in homes[why].items())
            )
            for why, n in sorted(persons.items())
        ]
    )


def _why(short: Shortfall, names: Names) -> str:
    """The rule, with the shelter that is not open yet and the road that closes."""
    door, why = short.door, phrases.shortfall(short.rule)
    if door is None:
        return why
    text = translate("PlanVerb", "{why}（{name} {opens} 才开门，{road} {closes} 就断）")
    name, road = names.of(door.shelter), names.road(door.link)
    return text.format(why=why, name=name, opens=phrases.hm(door.opens), road=road, closes=phrases.hm(door.closes))


def _losses(plan: Plan) -> str:
    said = []
    if plan.whole_household_loss >= 0.5 or plan.together_loss >= 0.5:
        text = translate("PlanVerb", "整户不拆多 {households} 人·分，同村同去多 {villages} 人·分")
        said.append(text.format(households=round(plan.whole_household_loss), villages=round(plan.together_loss)))
    if plan.shared_cars_loss >= 0.5:
        text = translate("PlanVerb", "几户合用一辆车多 {n} 人·分")
        said.append(text.format(n=round(plan.shared_cars_loss)))
    return "，".join(said)


def _remedy(remedy: Remedy, names: Names) -> str:
    """One change and what the whole plan gains by it."""
    of_a_road = remedy.kind in (RemedyKind.ROAD, RemedyKind.STAGE)
    name = names.road(remedy.subject) if of_a_road else names.of(remedy.subject)
    change = {
        RemedyKind.BED: translate("PlanVerb", "{name} 加 {n} 床"),
        RemedyKind.VEHICLE: translate("PlanVerb", "加 {n} 辆车，同 {name}"),
        RemedyKind.EARLIER: translate("PlanVerb", "早 {n} 分下令"),
        RemedyKind.ROAD: translate("PlanVerb", "保住 {name} 不断"),
        RemedyKind.STAGE: translate("PlanVerb", "疏导 {name}，让人都过得去"),
        RemedyKind.CARE: translate("PlanVerb", "{name} 搭坡道、接电"),
        RemedyKind.OPEN: translate("PlanVerb", "{name} {time} 前开门（早 {n} 分）"),
        RemedyKind.HELPER: translate("PlanVerb", "{name} 户改由 {helper} 带，用他的车接"),
    }[remedy.kind].format(
        name=name,
        n=f"{remedy.amount:g}",
        time="" if remedy.by is None else phrases.hm(remedy.by),
        helper=names.of(remedy.helper or ""),
    )
    if remedy.serves:
        gain = translate("PlanVerb", "多排 {n} 人，还有 {left} 人排不上").format(n=remedy.serves, left=remedy.left)
    else:
        gain = translate("PlanVerb", "少等 {n} 人·分").format(n=round(remedy.saves_min))
    if remedy.uncovered > 0:
        gain = translate("PlanVerb", "{gain}，别户少 {n} 名责任人").format(gain=gain, n=remedy.uncovered)
    return translate("PlanVerb", "{change}：{gain}").format(change=change, gain=gain)
