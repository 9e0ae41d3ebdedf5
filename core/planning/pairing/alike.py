"""Helpers who send alike send as one in the flow of pairing, and are dealt out again after it.

Helpers of one village who go the same way offer to come to the same kinds of doors at the same costs. In a large
district it makes the flow small to let them send together: so many households at the cost of a first one each, so many
at that of a second. That network lets them do no less than everybody by himself could, so its cheapest flow costs no
more; and where it can be dealt out so that each keeps to his own limits and their loads are as even as it has them, it
is as cheap a flow of everybody by himself. That is nearly always so. Where it is not, those send each by himself, and
the flow is asked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from core.planning.network import Ints
from core.planning.pairing.hard_rules import hands_for
from core.planning.pairing.helper_table import Flags, ints
from core.planning.pairing.offers import Offers, Spare
from core.planning.pairing.senders import Senders, households_of, marked

_TRIES = 3  # flows asked before everybody sends by himself


@dataclass(frozen=True, slots=True)
class _Rows:
    """The offers where nobody is carried, or those where somebody is: their rows by helper, and where the helper's
    begin. `of` is who sends together, by helper (-1 for who has none of these), `first` the first of them, `at` where
    each row stands among those that are sent, and `begin` where those of each sender begin."""

    rows: Ints
    begins: Ints
    counts: Ints
    of: Ints
    first: Ints
    begin: Ints
    at: Ints

    def of_helpers(self, who: Ints, nth: Ints) -> Ints:
        """The row of each helper's nth offer."""
        found: Ints = self.rows[self.begins[who] + nth]
        return found


class Alike:
    """Who sends as one. `hands` are all that each helper has; `heads` says for each row of the offers where it goes."""

    def __init__(self, offers: Offers, spare: Spare, hands: Ints, heads: Ints) -> None:
        self._offers, self._spare, self._hands = offers, spare, hands
        self._helpers = len(spare.hands)
        wide, far = int(offers.broken.max()) + 1, int(offers.tenths.max()) + 1
        self._costs = (heads * wide + offers.broken) * far + offers.tenths
        self._used = marked(offers.who, self._helpers)
        self._who, self._nth = households_of(offers, spare)
        self._squares = 2 * (spare.loaded[self._who] + self._nth) + 1
        self._most = np.minimum(spare.hands, spare.households)
        self._plain_rows, self._lifting_rows = self._by_helper(~offers.lifts), self._by_helper(offers.lifts)
        self._apart = np.zeros(self._helpers, dtype=bool)
        self._apart[offers.who[offers.known > 0]] = True  # what he costs where he is known is his own
        self._tried = 0

    def _by_helper(self, mine: Flags) -> tuple[Ints, Ints, Ints]:
        """The rows in the order of their helpers, where each helper's begin, and how many they are."""
        rows = np.flatnonzero(mine)
        rows = rows[np.argsort(self._offers.who[rows], kind="stable")]
        counts = np.bincount(self._offers.who[rows], minlength=self._helpers)
        return rows, np.cumsum(counts) - counts, counts

    def senders(self) -> Senders:
        """Those who send alike as one, but for those who are apart."""
        apart = self._apart.tolist()
        plain, lifting = self._names(*self._plain_rows), self._names(*self._lifting_rows)
        of, carrying = np.full(self._helpers, -1), np.full(self._helpers, -1)
        one: dict[object, int] = {}
        two: dict[object, int] = {}
        for helper in self._used.tolist():
            key: object = helper if apart[helper] else plain[helper] or (lifting[helper],)
            sender = of[helper] = one.setdefault(key, len(one))
            if lifting[helper]:
                carrying[helper] = two.setdefault((sender, lifting[helper]), len(two))
        self._of, self._count = of, len(one)
        self._plain, self._lifting = self._rows(self._plain_rows, of), self._rows(self._lifting_rows, carrying)
        capacity = [
            np.bincount(each.at, self._offers.capacity[each.rows], len(_sent(each))).astype(np.int64)
            for each in (self._plain, self._lifting)
        ]
        wide = int(self._squares.max(initial=0)) + 1
        levels, many = np.unique(of[self._who] * wide + self._squares, return_counts=True)
        self._given = levels // wide, levels % wide
        hands = np.flatnonzero(carrying >= 0)
        most = np.bincount(carrying[hands], self._most[hands], len(two)).astype(np.int64)
        sent = [_sent(each) for each in (self._plain, self._lifting)]
        tails = of[self._offers.who[sent[0]]], len(one) + carrying[self._offers.who[sent[1]]]
        return Senders(
            len(one) + len(two),
            np.concatenate(sent),
            np.concatenate(tails),
            np.concatenate(capacity),
            (self._given[0], many, self._given[1]),
            (of[self._lifting.first], len(one) + np.arange(len(two)), most),
        )

    def _names(self, rows: Ints, begins: Ints, counts: Ints) -> list[bytes]:
        """Of each helper what he offers, where and at what costs."""
        costs = self._costs[rows]
        ends = (begins + counts).tolist()
        return [costs[begin:end].tobytes() for begin, end in zip(begins.tolist(), ends, strict=True)]

    def _rows(self, by_helper: tuple[Ints, Ints, Ints], of: Ints) -> _Rows:
        rows, begins, counts = by_helper
        mine = np.flatnonzero(of >= 0)
        _, at = np.unique(of[mine], return_index=True)
        first = mine[at]
        begin = np.cumsum(counts[first]) - counts[first]
        who = self._offers.who[rows]
        return _Rows(rows, begins, counts, of, first, begin, begin[of[who]] + np.arange(len(rows)) - begins[who])

    def dealt_out(self, given: Ints, new: Ints) -> Ints | None:
        """The flow by row of all offers: `given` is that from the source, `new` that of the offers that were sent.

        None where some who send as one could not be dealt out; they send each by himself from now on."""
        plain, lifting = self._plain, self._lifting
        found = np.zeros(len(self._offers.who), dtype=np.int64)
        plainly, carried = np.split(new, [len(_sent(plain))])
        alone = (np.bincount(self._of[self._used], minlength=self._count) == 1)[self._of] & (self._of >= 0)
        for rows, flow in ((plain, plainly), (lifting, carried)):
            mine = alone[self._offers.who[rows.rows]]
            found[rows.rows[mine]] = flow[rows.at[mine]]
        together = np.flatnonzero(~alone & (self._of >= 0))
        if len(together):
            wrong = np.unique(self._of[self._dealt_together(together, given, plainly, carried, found)])
            if len(wrong):
                self._tried += 1
                self._apart |= np.isin(self._of, wrong) | (self._tried >= _TRIES)
                return None
        return found

    def _dealt_together(self, together: Ints, given: Ints, plainly: Ints, carried: Ints, found: Ints) -> Ints:
        """Deal out who does not send by himself: `found` is filled. Returns helpers for whom that failed."""
        wrong, lifted = self._lift(carried, found)
        if wrong:
            return ints(wrong)
        of, nth, who = self._of, self._nth, self._who
        sender, squares = self._given
        total = np.bincount(sender, given, self._count).astype(np.int64)
        least = np.bincount(sender, given * squares, self._count)
        before = self._spare.loaded
        done = np.bincount(of[together], lifted[together], self._count).astype(np.int64)
        cost = np.bincount(of[together], ((before + lifted) ** 2 - before**2)[together], self._count)
        free = np.flatnonzero((nth >= lifted[who]) & np.isin(who, together))
        free = free[np.argsort(of[who[free]] * (int(self._squares.max()) + 1) + self._squares[free], kind="stable")]
        mine = of[who[free]]
        taken = free[np.arange(len(free)) - np.searchsorted(mine, mine) < (total - done)[mine]]
        cost += np.bincount(of[who[taken]], self._squares[taken], self._count)
        uneven = together[(cost != least)[of[together]]]
        many = np.bincount(who[taken], minlength=self._helpers)
        rows = self._in_turn(together, many, plainly)
        np.add.at(found, rows, 1)
        over = self._offers.who[found > self._offers.capacity]
        return np.concatenate([uneven, over])

    def _in_turn(self, together: Ints, many: Ints, flow: Ints) -> Ints:
        """The row of each household that those who send as one take where nobody is carried. `many` is how many each
        takes, `flow` what is sent of each offer.

        One after the other in rounds, those with most households first: between two turns of the same helper come as
        many others as the earlier round has. So nobody comes too often to a few doors, which are given first."""
        of, plain = self._of, self._plain
        who = np.repeat(together, many[together])
        turn = np.arange(len(who)) - np.repeat(np.cumsum(many[together]) - many[together], many[together])
        wide = int(many.max(initial=0)) + 1
        who = who[np.argsort((of[who] * wide + turn) * wide + wide - 1 - many[who], kind="stable")]
        sent = _sent(plain)
        sender = of[self._offers.who[sent]]
        sends = np.zeros(self._count, dtype=bool)
        sends[of[together]] = True
        mine = np.flatnonzero(sends[sender] & (flow > 0))
        mine = mine[np.lexsort((self._offers.capacity[sent[mine]], sender[mine]))]
        at = np.repeat(mine, flow[mine])
        return plain.of_helpers(who, at - plain.begin[of[who]])

    def _lift(self, carried: Ints, found: Ints) -> tuple[list[int], Ints]:
        """Deal out where somebody is carried, most persons first, each to who has most hands of those with the fewest
        households: `found` is filled. Returns helpers for whom that failed, and how many such households each takes."""
        lifting, offers = self._lifting, self._offers
        lifted = np.zeros(self._helpers, dtype=np.int64)
        wrong: list[int] = []
        sent = _sent(lifting)
        sender = lifting.of[offers.who[sent]]
        alone = np.bincount(self._of[self._used], minlength=self._count) == 1
        flowing = np.flatnonzero((carried > 0) & ~alone[self._of[offers.who[sent]]])
        by_sender: dict[int, list[int]] = {}
        for at in flowing[np.argsort(-offers.carried[offers.group[sent[flowing]]], kind="stable")].tolist():
            by_sender.setdefault(int(sender[at]), []).append(at)
        members: dict[int, list[int]] = {each: [] for each in by_sender}
        for helper in np.flatnonzero(np.isin(lifting.of, list(by_sender))).tolist():
            members[int(lifting.of[helper])].append(helper)
        for each, mine in by_sender.items():
            turns = _Turns(members[each], self._spare, self._hands, self._most)
            for at in mine:
                nth = np.full(len(members[each]), at - lifting.begin[each])
                rows = lifting.of_helpers(ints(members[each]), nth)
                most = dict(zip(members[each], offers.capacity[rows].tolist(), strict=True))
                taken = turns.take(int(offers.carried[offers.group[sent[at]]]), int(carried[at]), most)
                if taken is None:
                    wrong.append(members[each][0])
                    break
                many = ints([taken.get(helper, 0) for helper in members[each]])
                found[rows] += many
                lifted[members[each]] += many
        return wrong, lifted


class _Turns:
    """Helpers who send as one where somebody is carried: whose turn it is."""

    def __init__(self, members: Sequence[int], spare: Spare, hands: Ints, most: Ints) -> None:
        self._hands = {helper: int(hands[helper]) for helper in members}
        self._left = {helper: int(spare.hands[helper]) for helper in members}
        self._more = {helper: int(most[helper]) for helper in members}
        self._queue = [(int(spare.loaded[helper]), -self._left[helper], helper) for helper in members]
        heapify(self._queue)

    def take(self, persons: int, doors: int, most: Mapping[int, int]) -> dict[int, int] | None:
        """Who takes how many of so many households where `persons` are carried, at most so many each: who has his
        hands free for it if there is such a one, else who may take on one at all. None if there are too few."""
        taken: dict[int, int] = {}
        for _ in range(doors):
            passed: list[tuple[int, int, int]] = []
            chosen: tuple[int, int, int] | None = None
            while self._queue and chosen is None:
                turn = heappop(self._queue)
                helper = turn[-1]
                free = self._left[helper] >= hands_for(persons, self._hands[helper])
                if free and taken.get(helper, 0) < most[helper] and self._more[helper] > 0:
                    chosen = turn
                else:
                    passed.append(turn)
            if chosen is None:
                chosen = next((t for t in passed if taken.get(t[-1], 0) < most[t[-1]] and self._more[t[-1]] > 0), None)
                if chosen is None:
                    return None
                passed.remove(chosen)
            load, _, helper = chosen
            taken[helper] = taken.get(helper, 0) + 1
            self._left[helper] -= hands_for(persons, self._hands[helper])
            self._more[helper] -= 1
            for turn in (*passed, (load + 1, -self._left[helper], helper)):
                heappush(self._queue, turn)
        return taken


def _sent(rows: _Rows) -> Ints:
    """The rows that are sent: those of the first of each who send as one."""
    counts = rows.counts[rows.first]
    nth = np.arange(int(counts.sum())) - np.repeat(rows.begin, counts)
    return rows.of_helpers(np.repeat(rows.first, counts), nth)
