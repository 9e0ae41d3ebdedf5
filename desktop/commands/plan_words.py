"""What limits a plan and what would help, in a few lines for whoever reads the `plan` verb without `--json`."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.plans import Objective, Plan
from core.domain.reasons import Remedy, RemedyKind
from core.domain.tight_shelters import TightShelter, tight_shelters
from core.queries.names import links, shelters
from core.store.database import Store
from desktop import phrases

translate = QCoreApplication.translate
NAMED = 3


def plan_words(store: Store, plan: Plan) -> dict[str, str]:
    """Labels and lines: the bound, what holds the plan back, who is left out, and the first remedies."""
    names: dict[str, str] = {link.id: link.name or link.id for link in links(store).values()}
    names.update({shelter.id: shelter.name for shelter in shelters(store).values()})
    lines = {
        "bound": _bound(plan),
        "limits": _limits(plan, names),
        "left out": _left_out(plan),
        "losses": _losses(plan),
    }
    for number, remedy in enumerate(plan.remedies[:NAMED], 1):
        lines[f"help {number}"] = _remedy(remedy, names)
    if plan.remedies_stopped:
        lines["help"] = translate("PlanVerb", "找办法到时限停了，可能还有别的")
    return {label: line for label, line in lines.items() if line}


def _bound(plan: Plan) -> str:
    """The gap stands beside what it is measured in."""
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


def _limits(plan: Plan, names: Mapping[str, str]) -> str:
    parts = []
    if plan.cut is not None and plan.cut.links:
        roads = "、".join(dict.fromkeys(names.get(cut.link, cut.link) for cut in plan.cut.links[:NAMED]))
        parts.append(translate("PlanVerb", "路窄：{roads}").format(roads=roads))
    tight = tight_shelters(plan)
    if tight:
        islands = "、".join(_tight(one, names) for one in tight[:NAMED])
        parts.append(translate("PlanVerb", "床紧：{islands}").format(islands=islands))
    return "；".join(parts)


def _tight(tight: TightShelter, names: Mapping[str, str]) -> str:
    name = names.get(tight.shelter, tight.shelter)
    if not tight.persons:
        return name
    text = translate("PlanVerb", "{name}（{n} 人改去别处，共多 {min} 人·分）")
    return text.format(name=name, n=tight.persons, min=round(tight.later_min))


def _left_out(plan: Plan) -> str:
    persons = Counter[str]()
    for short in plan.shortfall:
        persons[phrases.shortfall(short.rule)] += len(short.persons)
    said = [translate("PlanVerb", "{why} {n} 人").format(why=why, n=n) for why, n in sorted(persons.items())]
    return "；".join(said)


def _losses(plan: Plan) -> str:
    said = []
    if plan.whole_household_loss >= 0.5 or plan.together_loss >= 0.5:
        text = translate("PlanVerb", "整户不拆多 {households} 人·分，同村同去多 {villages} 人·分")
        said.append(text.format(households=round(plan.whole_household_loss), villages=round(plan.together_loss)))
    if plan.shared_cars_loss >= 0.5:
        text = translate("PlanVerb", "几户合用一辆车多 {n} 人·分")
        said.append(text.format(n=round(plan.shared_cars_loss)))
    return "，".join(said)


def _remedy(remedy: Remedy, names: Mapping[str, str]) -> str:
    """One change and what the whole plan gains by it."""
    change = {
        RemedyKind.BED: translate("PlanVerb", "{name} 加 {n} 床"),
        RemedyKind.VEHICLE: translate("PlanVerb", "加 {n} 辆车，同 {name}"),
        RemedyKind.EARLIER: translate("PlanVerb", "早 {n} 分下令"),
        RemedyKind.ROAD: translate("PlanVerb", "保住 {name} 不断"),
        RemedyKind.STAGE: translate("PlanVerb", "疏导 {name}，让人都过得去"),
        RemedyKind.CARE: translate("PlanVerb", "{name} 搭坡道、接电"),
    }[remedy.kind].format(name=names.get(remedy.subject, remedy.subject), n=f"{remedy.amount:g}")
    if remedy.serves:
        gain = translate("PlanVerb", "多排 {n} 人，还有 {left} 人排不上").format(n=remedy.serves, left=remedy.left)
    else:
        gain = translate("PlanVerb", "少等 {n} 人·分").format(n=round(remedy.saves_min))
    return translate("PlanVerb", "{change}：{gain}").format(change=change, gain=gain)
