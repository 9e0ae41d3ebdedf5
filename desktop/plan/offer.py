"""A fresh plan beside the least change: what either gains and what it costs in people to tell."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.domain.plans import Replan, Telling

translate = QCoreApplication.translate
THRESHOLDS = (1, 2, 5, 10)  # per cent of its person-minutes from which a fresh plan is worth showing


@dataclass(frozen=True, slots=True)
class Price:
    """Households that must hear something else, and the calls that takes: one a helper, one a household without."""

    households: int
    calls: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The fresh plan against the adopted one: `saves` more persons, `less_min` fewer person-minutes, `sooner_min`."""

    small: Price
    fresh: Price
    saves: int
    less_min: float
    sooner_min: float


def offer_of(replan: Replan) -> Offer | None:
    """None where the replan carries no fresh plan."""
    fresh = replan.fresh
    if fresh is None:
        return None
    plan = replan.plan
    return Offer(
        small=price(replan.to_tell),
        fresh=price(replan.fresh_to_tell),
        saves=fresh.served - plan.served,
        less_min=plan.exposure - fresh.exposure,
        sooner_min=(plan.clearance_s - fresh.clearance_s) / 60,
    )


def price(tell: tuple[Telling, ...]) -> Price:
    calls = {f"helper/{one.helper}" if one.helper else f"household/{one.household}" for one in tell}
    return Price(len(tell), len(calls))


def small_words() -> str:
    return translate("Plan", "少动（现行）")


def fresh_words(offer: Offer) -> tuple[str, ...]:
    """重排：多排 3 人 · 少等 420 人·分: the first two that differ, or where there is no room the first."""
    gains = gain_words(offer.saves, offer.less_min, offer.sooner_min)[:2] or [translate("Plan", "无所增")]
    text = translate("Plan", "重排：{gains}")
    return tuple(text.format(gains=" · ".join(gains[:most])) for most in range(len(gains), 0, -1))


def price_words(price: Price) -> str:
    """改 96 户 · 告知 60 处."""
    return translate("Plan", "改 {h} 户 · 告知 {n} 处").format(h=price.households, n=price.calls)


def gain_words(serves: int, saves_min: float, sooner_min: float) -> list[str]:
    """多排 3 人, 少等 420 人·分, 全部到达早 9 分: what is gained, or lost, and nothing that stays as it is."""
    parts = []
    if serves:
        words = translate("Plan", "多排 {n} 人") if serves > 0 else translate("Plan", "少排 {n} 人")
        parts.append(words.format(n=abs(serves)))
    if abs(saves_min) >= 0.5:
        words = translate("Plan", "少等 {n} 人·分") if saves_min > 0 else translate("Plan", "多等 {n} 人·分")
        parts.append(words.format(n=round(abs(saves_min))))
    if abs(sooner_min) >= 0.5:
        words = translate("Plan", "全部到达早 {n} 分") if sooner_min > 0 else translate("Plan", "全部到达晚 {n} 分")
        parts.append(words.format(n=round(abs(sooner_min))))
    return parts
