//! What a clause says of a number: what it counts, for each of what, what is done with it,
//! and by whom.

use super::facts::{Per, Quantity, VERBS, is_verb};
use super::read::{Item, Number};
use super::units::Unit;

pub(super) struct Reader<'i> {
    pub(super) items: &'i [Item],
    pub(super) verb: &'static str,
    pub(super) subject: Vec<String>,
    /// Where the clause begins.
    pub(super) clause: usize,
}

impl Reader<'_> {
    /// A verb, and who stands in front of it.
    pub(super) fn verb(&mut self, at: usize, item: &Item) {
        let Item::Says(says) = item else { return };
        // "for $3", "at", and "takes": prices do not end what is done.
        let front = &self.items[self.clause..at];
        // "and the game costs $45" is another clause.
        let own = self.clause > 0
            && front.len() > 1
            && front
                .iter()
                .all(|item| item.word().is_some() || item.says_any(&["his", "a"]));
        if *says == "cost" && !self.verb.is_empty() && !own {
            return;
        }
        let counted = front.iter().any(|item| matches!(item, Item::Number(_)));
        // "In March it sells": not who, but when.
        let mut who: Vec<String> = Vec::new();
        let mut aside = false;
        for item in front {
            match item {
                Item::Says("prep" | "at") => aside = true,
                Item::Says("his" | "a") => {}
                Item::Word(word) if !aside => who.push(word.key.clone()),
                Item::Word(_) => {}
                _ => aside = false,
            }
        }
        if !counted && !who.is_empty() {
            self.subject = who;
        }
        self.verb = says;
    }

    pub(super) fn quantity(&mut self, number: &Number, at: usize) -> Quantity {
        let (unit, end) = self.unit(number, at);
        let mut per = self.per(at, end);
        let (mut role, strong) = self.role(at, end);
        let verb = role;
        let before = self.before(at);
        // "250 shares at $14"
        if unit == Unit::Money
            && per.is_none()
            && before.is_some_and(|item| item.says("at"))
            && self.items[..at]
                .iter()
                .any(|item| matches!(item, Item::Number(other) if other.unit == Unit::Bare))
        {
            per = Some(Per::Beside);
        }
        // "The distance between two towns is 132 km"
        if role == "share" && at > 0 && self.items[at - 1].says("is") {
            role = "";
        }
        // What is bought is there, and what it costs is gone.
        if role == "buy" {
            role = if unit == Unit::Money { "cost" } else { "gain" };
        }
        if unit == Unit::Money {
            let priced = before.is_some_and(|item| item.says_any(&["cost", "prep", "at"]))
                && !matches!(role, "have" | "earn" | "pay" | "give");
            let again = self.items[..at]
                .last()
                .is_some_and(|item| item.says("more"))
                && self.items[..at].iter().any(|item| item.says("off"));
            let costs = before.is_some_and(|item| item.says("cost"));
            let reduces = self.items.get(end).is_some_and(|item| item.says("off"))
                || self.items[self.clause..at]
                    .iter()
                    .any(|item| item.says("off"));
            if number.note {
                role = "pay";
            } else if reduces || again {
                role = "off";
            } else if priced || costs && role == "pay" {
                role = "cost";
            } else if role == "paid" {
                role = "spend";
            }
        }
        // "gives 5 apples to Tom", "gives Tom 5 apples"
        let receiver = if role == "give" {
            self.receiver(at, end)
        } else {
            Vec::new()
        };
        let doubtful = !strong && self.is_doubtful(at);
        Quantity {
            value: number.value,
            unit,
            per,
            role,
            verb,
            subject: if self.counted_subject(end) {
                Vec::new()
            } else {
                self.subject.clone()
            },
            receiver,
            sentence: 0,
            at,
            asked: false,

            state: self.items.get(end).is_some_and(|item| item.says("is"))
                && self
                    .items
                    .get(end + 1)
                    .is_some_and(|item| item.word().is_some()),
            compared: self.items[at + 1..self.items.len().min(end + 1)]
                .iter()
                .any(|item| item.says("fewer") || role == "have" && item.says("more"))
                // "The trousers cost 15 euros more"
                || at > 0
                    && self.items[at - 1].says("cost")
                    && self.items.get(end).is_some_and(|item| item.says("more")),
            doubtful,
        }
    }

    fn before(&self, at: usize) -> Option<&Item> {
        self.items[..at]
            .iter()
            .rev()
            .find(|item| !item.says_any(&["his", "a", "more", "total", "is"]))
    }

    /// What a number counts, and where that ends.
    fn unit(&self, number: &Number, at: usize) -> (Unit, usize) {
        let mut end = at + 1;
        if number.unit != Unit::Bare {
            return (number.unit.clone(), end);
        }
        // "five 8-hour shifts", "six 50-cent stamps"
        if let Some(Item::Number(size)) = self.items.get(end) {
            let measured = self.items.get(end + 1).and_then(Item::word);
            let is_measure = measured.is_some_and(|word| Unit::of(&word.key).measure().is_some());
            let from = match (&size.unit, is_measure) {
                (Unit::Money, _) => end + 1,
                (Unit::Bare, true) => end + 2,
                _ => self.items.len(),
            };
            let words: Vec<String> = self.items[from..]
                .iter()
                .map_while(|item| item.word().map(|word| word.key.clone()))
                .collect();
            if !words.is_empty() {
                return (Unit::Things(words), end);
            }
        }
        while self.items.get(end).is_some_and(|item| {
            item.says_any(&["more", "fewer", "total", "his", "of"])
                && !(item.says("of") && matches!(self.items.get(end + 1), Some(Item::Number(_))))
        }) {
            end += 1;
        }
        let mut words = Vec::new();
        while let Some(Item::Word(word)) = self.items.get(end) {
            words.push(word.key.clone());
            end += 1;
            // "6 workers dig a ditch": the verb is unknown, and no part of the name.
            let more = matches!(self.items.get(end), Some(Item::Word(_)));
            let then = self.items.get(end + 1);
            if word.many
                && more
                && then.is_some_and(|item| {
                    item.says_any(&["a", "his", "each"]) || matches!(item, Item::Number(_))
                })
            {
                break;
            }
            // A measure is all of a unit.
            if Unit::of(&word.key).measure().is_some() && words.len() == 1 {
                break;
            }
        }
        // "32 damaged ones"
        if self.items.get(end).is_some_and(|item| item.says("ones")) {
            return (Unit::Bare, end + 1);
        }
        if words.is_empty() {
            (Unit::Bare, at + 1)
        } else {
            (Unit::Things(words), end)
        }
    }

    /// What it is so many for each of.
    fn per(&self, at: usize, end: usize) -> Option<Per> {
        let things = |from: usize| -> Option<Unit> {
            let mut from = from;
            while self.items.get(from).is_some_and(|item| {
                item.says_any(&["his", "of", "a"])
                    || matches!(item, Item::Number(number) if number.value == 1.into())
            }) {
                from += 1;
            }
            let words: Vec<String> = self.items[from.min(self.items.len())..]
                .iter()
                .map_while(|item| item.word().map(|word| word.key.clone()))
                .collect();
            (!words.is_empty()).then_some(Unit::Things(words))
        };
        // "six 50-cent stamps"
        let sized = at > 0 && matches!(self.items[at - 1], Item::Number(_));
        if sized
            && matches!(&self.items[at], Item::Number(number) if number.unit == Unit::Money)
            && self
                .items
                .get(end)
                .is_some_and(|item| item.word().is_some())
        {
            return things(end).map(Per::Each);
        }
        let mut next = end;
        // "$3 city tax per night"
        if matches!(&self.items[at], Item::Number(number) if number.unit == Unit::Money) {
            let skipped = self.items[next..]
                .iter()
                .take_while(|item| item.word().is_some() || item.says("on-top"))
                .count();
            let each = self.items.get(next + skipped).is_some_and(|item| {
                item.says_any(&["each", "daily", "weekly", "monthly", "hourly"])
            });
            if each && skipped <= 3 {
                next += skipped;
            }
        }
        // "300 grams of flour for each cake"
        if self.items.get(next).is_some_and(|item| item.says("of")) {
            next += 1;
            while self
                .items
                .get(next)
                .is_some_and(|item| item.word().is_some())
            {
                next += 1;
            }
        }
        let direct = next;
        while self
            .items
            .get(next)
            .is_some_and(|item| item.says_any(&["prep", "at", "cost", "more", "gain", "lose"]))
        {
            next += 1;
        }
        // "Six eggs are needed for one cake"
        if next == direct
            && self.items.get(next).is_some_and(|item| item.says("is"))
            && self
                .items
                .get(next + 1)
                .is_some_and(|item| item.says("need"))
            && self
                .items
                .get(next + 2)
                .is_some_and(|item| item.says("each"))
        {
            return things(next + 3).map(Per::Each);
        }
        for (says, unit) in [
            ("daily", "day"),
            ("weekly", "week"),
            ("monthly", "month"),
            ("hourly", "hour"),
        ] {
            if self.items.get(next).is_some_and(|item| item.says(says)) {
                return Some(Per::Each(Unit::of(unit)));
            }
        }
        // "250 g packets", "a 5 kg bag"
        if Unit::of(
            &self
                .items
                .get(end - 1)
                .and_then(Item::word)
                .map_or(String::new(), |w| w.key.clone()),
        )
        .measure()
        .is_some()
            && direct == end
            && let Some(thing) =
                things(end).filter(|_| self.items.get(end).is_some_and(|i| i.word().is_some()))
        {
            return Some(Per::Perhaps(thing));
        }
        match self.items.get(next) {
            // "8 friends each put in $12": they are counted.
            Some(item)
                if item.says("each")
                    && self.items.get(next + 1).is_some_and(is_verb)
                    && self.items[next..]
                        .iter()
                        .any(|item| matches!(item, Item::Number(_))) =>
            {
                return None;
            }
            Some(item) if item.says("each") => {
                let named = things(next + 1).map(Per::Each);
                return named
                    .or_else(|| {
                        self.per_before(at, end)
                            .filter(|per| matches!(per, Per::Each(_)))
                    })
                    .or(Some(Per::Beside));
            }
            // "gives 5 to each of her 3 friends"
            Some(item) if item.says("of-each") && self.verb == "give" => {
                return things(next + 2).map(Per::Each);
            }
            // "In 2 hours a machine makes": who does it.
            Some(item)
                if item.says("a")
                    && at == 1
                    && self.items[0].says("prep")
                    && self.unit_is_time(at)
                    && self.items[next..].iter().any(is_verb) =>
            {
                return None;
            }
            // "a minute", "in an hour"
            Some(item)
                if item.says("a")
                    && things(next + 1).is_some_and(|unit| next == direct || unit.is_time()) =>
            {
                return things(next + 1).map(Per::Each);
            }
            // "needs 3 hours for a room"
            Some(item)
                if item.says("a")
                    && next == end + 1
                    && matches!(self.verb, "need" | "hold")
                    && self.unit_is_time(at) =>
            {
                return things(next + 1).map(Per::Perhaps);
            }
            // "in one hour"
            Some(Item::Number(one))
                if next > direct
                    && one.value == 1.into()
                    && things(next + 1).is_some_and(|unit| unit.is_time()) =>
            {
                return things(next + 1).map(Per::Each);
            }
            _ => {}
        }
        self.per_before(at, end)
    }

    fn unit_is_time(&self, at: usize) -> bool {
        self.items
            .get(at + 1)
            .and_then(Item::word)
            .is_some_and(|word| Unit::of(&word.key).is_time())
    }

    /// `boxes of 6`, `6 tables with 8 chairs each`, `each box holds 6`.
    fn per_before(&self, at: usize, end: usize) -> Option<Per> {
        let back = |offset: usize| at.checked_sub(offset).map(|at| &self.items[at]);
        // "each of the 6 tables" counts them, "each 20 dollars" does not.
        let again = self.items[at + 1..]
            .iter()
            .any(|item| matches!(item, Item::Number(_)));
        let amount = matches!(&self.items[at], Item::Number(number) if number.unit == Unit::Money);
        if back(1).is_some_and(|item| item.says("each")) && again && !amount {
            return None;
        }

        // "boxes of 6", "9 rows of 16 seats", "boxes that hold 6"
        if back(1).is_some_and(|item| item.says_any(&["of", "packed"]))
            && let Some(Item::Word(word)) = back(2)
        {
            let counted = self.items[..at - 2]
                .iter()
                .rev()
                .take(3)
                .take_while(|item| item.word().is_some() || matches!(item, Item::Number(_)))
                .any(|item| matches!(item, Item::Number(_)));
            let unit = Unit::of(&word.key);
            let single = self.items[..at - 2]
                .iter()
                .rev()
                .find(|item| item.word().is_none())
                .is_some_and(|item| item.says_any(&["a", "his"]));
            return Some(if counted || !single {
                Per::Each(unit)
            } else {
                Per::Perhaps(unit)
            });
        }
        if back(1).is_some_and(|item| item.says_any(&["packed", "each"])) {
            return Some(Per::Beside);
        }
        // "sells each bouquet for $15"
        if amount
            && back(1).is_some_and(|item| item.says_any(&["prep", "at", "cost"]))
            && let words = self.items[..at - 1]
                .iter()
                .rev()
                .map_while(Item::word)
                .count()
            && words > 0
            && at > words + 1
            && self.items[at - words - 2].says("each")
        {
            let named = self.items[at - words - 1..at - 1]
                .iter()
                .filter_map(Item::word);
            return Some(Per::Each(Unit::Things(
                named.map(|word| word.key.clone()).collect(),
            )));
        }
        // "hourly wage is $13.50"
        for (says, unit) in [
            ("daily", "day"),
            ("weekly", "week"),
            ("monthly", "month"),
            ("hourly", "hour"),
        ] {
            let clause = &self.items[self.clause..at];
            if clause.iter().any(|item| item.says(says))
                && !clause.iter().any(|item| matches!(item, Item::Number(_)))
            {
                return Some(Per::Each(Unit::of(unit)));
            }
        }
        // "each box holds 6", "a box holds 6"
        if self.items[end..].iter().take(2).any(is_verb) {
            return None;
        }
        let states = |item: &Item| is_verb(item) || item.says("is");
        let Some(verb) = self.items[..at].iter().rposition(states) else {
            // "a child ticket 6"
            return self.priced(self.clause, at);
        };
        if verb < self.clause && self.items[self.clause].says("a") {
            return self.priced(self.clause, at);
        }
        let from = self.items[..verb]
            .iter()
            .rposition(|item| item.says("and"))
            .map_or(0, |and| and + 1);
        let clause = &self.items[from..at];
        let verb = verb - from;
        let states = clause[verb].says_any(&["hold", "cost", "have", "need"])
            || clause[verb].says("is") && self.is_bare_or_money(at);
        let subject = &clause[..verb];

        // "In the cinema an adult ticket is 9"
        let subject = match subject.iter().rposition(|item| item.says("a")) {
            Some(from)
                if subject[..from]
                    .first()
                    .is_some_and(|item| item.says_any(&["prep", "at"])) =>
            {
                &subject[from..]
            }
            _ => subject,
        };
        // "a recipe for 8 people needs": what stands behind is not for each of them.
        let aside = subject
            .iter()
            .position(|item| matches!(item, Item::Number(_)) || item.says_any(&["prep", "at"]))
            .filter(|&at| at > 0);
        let subject = match aside {
            Some(aside) if !subject[..aside].iter().any(|item| item.says("each")) => {
                &subject[..aside]
            }
            _ => subject,
        };
        let first = subject.first()?;
        if let Some(each) = subject.iter().position(|item| item.says("each")) {
            let words: Vec<String> = subject[each..]
                .iter()
                .filter_map(|item| item.word())
                .map(|word| word.key.clone())
                .collect();
            return Some(if words.is_empty() {
                Per::Beside
            } else {
                Per::Each(Unit::Things(words))
            });
        }
        let single = first.says("a")
            || matches!(first, Item::Number(one) if one.value == 1.into())
            || first.says("his");
        // "Cartons hold 16 mugs"
        let plural = clause[verb].says("hold") && first.word().is_some();
        let words: Vec<String> = subject
            .iter()
            .filter_map(|item| item.word().map(|word| word.key.clone()))
            .collect();
        ((single || plural) && states && !words.is_empty())
            .then_some(Per::Perhaps(Unit::Things(words)))
    }

    fn is_bare_or_money(&self, at: usize) -> bool {
        let Item::Number(number) = &self.items[at] else {
            return false;
        };
        let counts = self.items.get(at + 1).is_some_and(|item| {
            item.word().is_some() || item.says_any(&["old", "older", "younger", "more", "fewer"])
        });
        number.unit == Unit::Money || number.unit == Unit::Bare && !counts
    }

    /// `a child ticket 6`
    fn priced(&self, from: usize, at: usize) -> Option<Per> {
        let front = &self.items[from..at];
        let words: Vec<String> = front
            .iter()
            .filter_map(|item| item.word().map(|word| word.key.clone()))
            .collect();
        let plain = front.len() == words.len() + 1;
        (plain && front[0].says("a") && !words.is_empty() && self.is_bare_or_money(at))
            .then_some(Per::Perhaps(Unit::Things(words)))
    }

    /// What is done with it, and whether a verb says so that belongs to it alone.
    fn role(&self, at: usize, end: usize) -> (&'static str, bool) {
        let mut next = end;
        // "12 of them fly away"
        while self
            .items
            .get(next)
            .is_some_and(|item| item.says_any(&["pronoun", "is", "more"]))
        {
            next += 1;
        }
        if let Some(Item::Says(says)) = self.items.get(next)
            && VERBS.contains(says)
            && !matches!(*says, "cost" | "have" | "share" | "need")
        {
            return (says, true);
        }
        if self.items.get(next).is_some_and(|item| item.says("left")) {
            let holds = matches!(self.verb, "have" | "gain") || self.verb.is_empty() && at > 0;
            return (if holds { "final" } else { "lose" }, true);
        }
        (self.verb, false)
    }

    /// Whether a verb follows what is counted: nobody else does it.
    fn counted_subject(&self, end: usize) -> bool {
        self.items.get(end).is_some_and(is_verb)
    }

    fn receiver(&self, at: usize, end: usize) -> Vec<String> {
        let words = |items: &[Item]| -> Vec<String> {
            items
                .iter()
                .map_while(|item| match item {
                    Item::Word(word) => Some(Some(word.key.clone())),
                    Item::Says("his" | "a") => Some(None),
                    _ => None,
                })
                .flatten()
                .collect()
        };
        let from = self.items[..at]
            .iter()
            .rposition(is_verb)
            .map_or(at, |verb| verb + 1);
        let before = words(&self.items[from..at]);
        if !before.is_empty() {
            return before;
        }
        if self.items[from..at].iter().any(|item| item.says("pronoun")) {
            return vec!["*".to_owned()];
        }
        let mut next = end;
        while self
            .items
            .get(next)
            .is_some_and(|item| item.says_any(&["of", "pronoun"]))
        {
            next += 1;
        }
        if self.items.get(next).is_some_and(|item| item.says("prep")) {
            if self
                .items
                .get(next + 1)
                .is_some_and(|item| item.says("pronoun"))
            {
                return vec!["*".to_owned()];
            }
            return words(&self.items[next + 1..]);
        }
        Vec::new()
    }

    /// Whether an unknown word stands in front of it, where a verb would.
    fn is_doubtful(&self, at: usize) -> bool {
        let Some(Item::Word(word)) = self.before(at) else {
            return false;
        };
        // "Venue $2,150": a label.
        let money = matches!(&self.items[at], Item::Number(number) if number.unit == Unit::Money);
        if self.items[0].word().is_some_and(|first| first == word)
            || money && !word.key.ends_with("ed")
        {
            return false;
        }
        let clause = &self.items[self.clause..at];
        // "a garden 12 m long", "on Monday 12": a thing, or a name.
        !word.name
            && !clause.iter().rev().take(4).any(|item| {
                item.says_any(&["a", "his", "each", "prep", "at", "of"])
                    || matches!(item, Item::Number(_))
            })
    }
}
