"""One draw of evaluators under way, behind ``draw.draw_evaluators``."""

from .circle import bits, digest, identity

#: Rules named in ``Draw.relaxations``, in the order in which they give way.
FEWER_THAN_K = "k"
OTHER_HALF = "circle"
MUTUAL = "mutual"
#: Rules named in ``Draw.shortfalls``: too few members at all, too few besides the
#: contributors, besides the declared conflicts, besides the recused.
BLOCKING_RULES = ("members", "self", "conflict", "recused")


class Drawing:
    """One draw under way: who may judge each work, who does, and loads."""

    def __init__(self, circle, works, barred):
        self.circle = circle
        self.works = works
        self.eligible, self.allowed, self.assigned = {}, {}, {}
        for work, contributors in works.items():
            self._open(work, set(contributors), barred)
        self.work_hash = {work: digest(circle.seed, work) for work in works}
        self.loads = [0] * circle.size
        self.levels = [circle.everyone]  # members by load
        self.works_of = [{} for _member in circle.people]
        self.turned, self.relaxations, self.shortfalls = set(), [], {}

    def _open(self, work, contributors, barred):
        mask = self.circle.everyone & ~barred(work, contributors)
        self.eligible[work] = mask
        for person in contributors:
            mask &= self.circle.judges_of(person)
        self.allowed[work], self.assigned[work] = mask, 0

    def reorient(self, minimum):
        """Give works short of judges some from the other half, where that is safe.

        The contributors then lose the right to judge these people's works, so that
        no two can evaluate each other, provided these works keep the minimum.
        """
        short = [
            work
            for work in self.order()
            if self.allowed[work].bit_count() < minimum
            and self.allowed[work] != self.eligible[work]
        ]
        works_by, turns = self._works_by(), self._expected(minimum) if short else ()
        for work in short:
            others = bits(self.eligible[work] & ~self.allowed[work])
            for member in sorted(others, key=turns.__getitem__):
                if self.allowed[work].bit_count() >= minimum:
                    break
                if self._turn(work, member, works_by.get(member, ()), minimum):
                    turns[member] += self.circle.size // 2

    def _works_by(self):
        """Return {place on the circle: works of that contributor}."""
        works_by = {}
        for work, contributors in self.works.items():
            for person in contributors:
                works_by.setdefault(self.circle.position.get(person), []).append(work)
        return works_by

    def _expected(self, wanted):
        """Return what load each member's half of the circle brings, about.

        A work wants a few of a half circle, so counts that many; one turned to a
        member counts a half circle's size.
        """
        turns = [0] * self.circle.size
        for place, works in self._works_by().items():
            if place is not None:
                for member in bits(self.circle.judges_of(self.circle.people[place])):
                    turns[member] += wanted * len(works)
        return turns

    def _turn(self, work, member, works_back, minimum):
        """Let a member judge a work, and no contributor of it judge theirs."""
        contributors = self.circle.mask(self.works[work])
        left = {back: self.allowed[back] & ~contributors for back in works_back}
        for back, mask in left.items():
            if mask != self.allowed[back] and mask.bit_count() < minimum:
                return False
        self.allowed.update(left)
        self.allowed[work] |= 1 << member
        self.turned.add(work)
        return True

    def order(self):
        """Return the works, those with the fewest possible judges first."""
        return sorted(
            self.works,
            key=lambda work: (
                self.allowed[work].bit_count(),
                self.work_hash[work],
                *identity(work),
            ),
        )

    def pick(self, work, mask, wanted):
        """Return the least loaded members of a mask, ties by hash."""
        chosen = []
        for level in self.levels:
            tied = bits(mask & level)
            while tied and len(chosen) < wanted:
                lot = digest(self.circle.seed, work, len(tied))
                chosen.append(tied.pop(int(lot, 16) % len(tied)))
            if len(chosen) == wanted:
                break
        return chosen

    def _shift(self, member, step):
        bit = 1 << member
        self.levels[self.loads[member]] ^= bit
        self.loads[member] += step
        if self.loads[member] == len(self.levels):
            self.levels.append(0)
        self.levels[self.loads[member]] |= bit

    def assign(self, work, members):
        for member in members:
            self.assigned[work] |= 1 << member
            self.works_of[member][work] = True
            self._shift(member, 1)

    def _withdraw(self, work, member):
        self.assigned[work] ^= 1 << member
        del self.works_of[member][work]
        self._shift(member, -1)

    def repair(self):
        """Move single works from loaded members to freer ones while a gap shrinks."""
        moved = True
        while moved:
            moved = False
            for member in sorted(range(self.circle.size), key=lambda m: -self.loads[m]):
                while self._relieve(member):
                    moved = True

    def _relieve(self, member):
        """Give one of the member's works to someone with two works less, or more."""
        freer = 0
        for level in self.levels[: max(0, self.loads[member] - 1)]:
            freer |= level
        if not freer:
            return False
        for work in self.works_of[member]:
            free = self.allowed[work] & freer & ~self.assigned[work]
            if free:
                self._withdraw(work, member)
                self.assign(work, self.pick(work, free, 1))
                return True
        return False

    def relax(self, work, k, minimum, judged):
        """Record fewer than k; under the minimum, look outside the half circle."""
        found = self.assigned[work].bit_count()
        if found < k:
            self.relaxations.append((work, FEWER_THAN_K))
        if work in self.turned:
            self.relaxations.append((work, OTHER_HALF))
        extra = self._outside(work, minimum - found, judged) if found < minimum else []
        if extra:
            self.relaxations.append((work, MUTUAL))
            self.assign(work, extra)
            self.note(work, judged)

    def _outside(self, work, wanted, judged):
        """Return more judges, first of all some whom no contributor judges."""
        judged_back = 0
        for person in self.works[work]:
            if person in self.circle.position:
                judged_back |= judged[self.circle.position[person]]
        free = self.eligible[work] & ~self.assigned[work]
        chosen = self.pick(work, free & ~judged_back, wanted)
        return chosen + self.pick(work, free & judged_back, wanted - len(chosen))

    def note(self, work, judged):
        """Add to the masks of whom each member judges."""
        contributors = self.circle.mask(self.works[work])
        for member in bits(self.assigned[work]):
            judged[member] |= contributors

    def result(self):
        """Return the fields of a draw: assignments, load, shortfalls, relaxations."""
        people = self.circle.people
        assignments = {
            work: tuple(people[member] for member in bits(mask))
            for work, mask in self.assigned.items()
        }
        load = dict(zip(people, self.loads, strict=True))
        return assignments, load, self.shortfalls, self.relaxations


class Bars:
    """Who is kept from a work, rule by rule."""

    def __init__(self, circle, conflicts, recused):
        self.circle = circle
        self.conflicts, self.recused = {}, {}
        for person, other in conflicts:
            self._add(self.conflicts, person, other)
            self._add(self.conflicts, other, person)
        for person, work in recused:
            self._add(self.recused, work, person)

    def _add(self, masks, key, person):
        masks[key] = masks.get(key, 0) | self.circle.mask([person])

    def __call__(self, work, contributors):
        mask = 0
        for _rule, barred in self.by_rule(work, contributors):
            mask |= barred
        return mask

    def by_rule(self, work, contributors):
        """Return (rule, mask) for the three rules that never give way."""
        conflict = 0
        for person in contributors:
            conflict |= self.conflicts.get(person, 0)
        masks = (self.circle.mask(contributors), conflict, self.recused.get(work, 0))
        return list(zip(BLOCKING_RULES[1:], masks, strict=True))

    def blocking(self, work, contributors, minimum):
        """Return the first rule that leaves fewer people than the minimum."""
        left, blocked = self.circle.everyone, BLOCKING_RULES[0]
        for rule, barred in self.by_rule(work, contributors):
            if left.bit_count() < minimum:
                return blocked
            left, blocked = left & ~barred, rule
        return blocked
