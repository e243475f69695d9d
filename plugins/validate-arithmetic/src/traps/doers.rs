//! Who does something: alone, with others, or at the same time.

use reading::Token;

use super::{PERIODS, Told};

const PEOPLE: &[&str] = &[
    "people",
    "persons",
    "person",
    "guests",
    "visitors",
    "participants",
    "passengers",
    "heads",
    "attendees",
    "individuals",
    "humans",
    "everyone",
    "members",
    "travellers",
    "travelers",
    "us",
    "travel",
    "travelled",
    "come",
    "came",
    "go",
    "went",
    "attend",
    "attended",
    "persons",
    "animals",
    "present",
    "participate",
];

/// `5 parents came with 2 kids each`: whoever brings others is there too.
pub(super) fn companions(told: &Told<'_, '_>) -> bool {
    let brings = told.says(&[
        "bring",
        "brings",
        "brought",
        "bringing",
        "invite",
        "invites",
        "invited",
        "accompany",
        "accompanies",
        "accompanied",
        "escort",
        "escorts",
        "escorted",
        "lead",
        "leads",
        "led",
        "guide",
        "supervise",
        "supervises",
        "supervised",
        "along",
    ]) || told.all.windows(2).any(|two| {
        two[1].is("with")
            && two[0].is_any(&[
                "come",
                "came",
                "comes",
                "go",
                "went",
                "goes",
                "travel",
                "travels",
                "travelled",
                "arrive",
                "arrived",
                "arrives",
                "appear",
                "appeared",
                "showed",
                "turned",
                "up",
            ])
    });
    // "11 players and a coach"
    let one_more = told.all.windows(4).any(|four| {
        four[0].number().is_some() && four[2].is("and") && four[3].is_any(&["a", "an", "one"])
    });
    (brings || one_more)
        && told.says(&["each", "every", "apiece"])
        && told.asks(PEOPLE)
        && !is_counted_once(told)
}

/// Whether what is asked for is one kind of thing that one number counts: `and brings 2
/// guests. How many guests are there?`
fn is_counted_once(told: &Told<'_, '_>) -> bool {
    let Some(noun) = told
        .question()
        .get(2)
        .filter(|_| told.question()[1].is("many"))
    else {
        return false;
    };
    if !noun.is_any(PEOPLE) && noun.is_word() && noun.text.ends_with('s') {
        return true;
    }
    if noun.is_any(&["people", "persons", "animals", "humans", "members"]) {
        return false;
    }
    let counted = told
        .all
        .windows(2)
        .filter(|two| two[0].number().is_some() && two[1].is(noun.text))
        .count();
    noun.is_word() && noun.text.ends_with('s') && counted == 1
}

/// `Ann and her 4 friends eat 3 cookies each`: they are five.
pub(super) fn retinue(told: &Told<'_, '_>) -> bool {
    let group = told.all.windows(3).any(|three| {
        three[0].is_any(&["and", "with", "plus"])
            && three[1].is_any(&["his", "her", "my", "their", "our", "your", "its"])
            && three[2].number().is_some()
    });
    group
        && told.says(&[
            "each", "every", "apiece", "per", "share", "shared", "shares", "split", "divide",
            "divided", "equally", "evenly",
        ])
}

/// Whether it is said that one follows the other.
fn follows(told: &Told<'_, '_>) -> bool {
    told.says(&[
        "then",
        "afterwards",
        "next",
        "finally",
        "later",
        "afterward",
    ]) || told.has_any(&[
        "after that",
        "one after the other",
        "one after another",
        "in a row",
    ])
}

/// Many listen to a song as long as one, and many ovens bake as long as one.
pub(super) fn at_the_same_time(told: &Told<'_, '_>) -> bool {
    let alike = told.says(&[
        "listen",
        "listens",
        "listening",
        "watch",
        "watches",
        "hear",
        "hears",
        "carries",
        "pregnant",
        "pregnancy",
        "fly",
        "flies",
        "sail",
        "sails",
        "bake",
        "bakes",
        "roast",
        "roasts",
        "dries",
        "dry",
        "freeze",
        "freezes",
        "melt",
        "melts",
        "boil",
        "boils",
        "grow",
        "grows",
        "ripen",
        "ripens",
        "symphony",
        "opera",
        "concert",
        "song",
        "film",
        "movie",
        "baby",
        "symphonies",
        "oven",
        "clothesline",
        "heal",
        "heals",
        "charge",
        "charges",
    ]) || told.has("on the line");
    let one = told.all.windows(2).any(|two| {
        two[0]
            .number()
            .is_some_and(|number| number.value == 1.into())
            && two[1].is_word()
            && !two[1].is_any(PERIODS)
            && !two[0].is("a")
    }) || told
        .all
        .windows(2)
        .any(|two| two[0].is_any(&["a", "an"]) && two[1].is_word());
    // "to buy a watch"
    let buys = told.all.windows(3).any(|three| {
        three[0].is_any(&["buy", "for", "of"])
            && three[1].is("a")
            && three[2].is_any(&["watch", "film", "fly", "oven"])
    });
    let amounts = told
        .all
        .iter()
        .filter(|token| token.number().is_some() && !token.is("a"))
        .count();
    let plain = !told.says(&["each", "every", "per", "song", "songs"]) || told.says(&["listen"]);
    told.asks_time() && !buys && alike && one && plain && (2..=3).contains(&amounts)
}

/// Times of what is done at once are not added.
pub(super) fn together(told: &Told<'_, '_>) -> bool {
    let at_once =
        told.says(&[
            "together",
            "simultaneously",
            "both",
            "parallel",
            "meanwhile",
            "jointly",
            "concurrently",
        ]) || told.has_any(&["at once", "same time", "side by side", "same oven", "while"]);
    told.asks_time() && at_once && !follows(told)
}

const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "in",
    "on",
    "at",
    "how",
    "what",
    "if",
    "each",
    "every",
    "one",
    "two",
    "my",
    "his",
    "her",
    "our",
    "their",
    "this",
    "there",
    "when",
    "after",
    "first",
    "then",
    "to",
    "from",
    "yesterday",
    "today",
    "for",
    "during",
    "some",
    "both",
    "suppose",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "and",
    "later",
    "next",
    "with",
    "as",
    "by",
    "since",
    "while",
    "because",
    "but",
    "so",
    "its",
    "these",
    "those",
    "that",
    "all",
    "number",
    "total",
    "give",
    "just",
    "please",
];

/// Whether several do what takes a time, and it is not told that they do it in turn.
pub(super) fn several(told: &Told<'_, '_>) -> bool {
    if !told.asks_time() || follows(told) {
        return false;
    }
    let mut names: Vec<String> = Vec::new();
    for sentence in told.sentences {
        for (at, token) in sentence.iter().enumerate() {
            let place = at > 0
                && sentence[at - 1].is_any(&[
                    "to", "in", "from", "at", "on", "of", "for", "near", "via", "and", "between",
                ])
                && !sentence[at - 1].is("and");
            let name = token.text.starts_with(char::is_uppercase)
                && token.is_word()
                && token.number().is_none()
                && !token.is_any(STARTERS)
                && !place;
            if name && !names.iter().any(|known| token.is(known)) {
                names.push(token.text.to_owned());
            }
        }
    }
    names.len() > 1
        || told
            .sentences
            .iter()
            .any(|sentence| changes_subject(sentence))
}

/// `a worker in 6 hours, another in 3`, `the rice for 20 minutes and the fish for 15`
fn changes_subject(sentence: &[Token<'_>]) -> bool {
    let other = sentence.windows(2).any(|two| {
        two[0].is_any(&["another", "other", "latter"])
            && (two[1].is_any(&["in", "for", "needs", "takes", "can", "does", "only"])
                || two[0].is("other") && two[1].number().is_some())
    });
    let noun = sentence.windows(4).any(|four| {
        (four[0].is_any(&["and", "while", "whereas", "but"]) || four[0].is_mark(','))
            && four[1].is_any(&["the", "a", "an", "his", "her", "my", "one"])
            && four[2].is_word()
            && four[3].is_any(&["for", "in"])
    });
    other || noun
}

/// More people do not make a walk shorter: only work is shared.
pub(super) fn no_work(told: &Told<'_, '_>) -> bool {
    let people = [
        "man", "men", "woman", "women", "person", "persons", "people", "children", "boys", "girls",
        "friends", "students", "cows", "horses",
    ];
    let amounts = told
        .all
        .iter()
        .filter(|token| token.number().is_some())
        .count();
    told.asks_time()
        && amounts == 3
        && told.asks(&people)
        && told.says(&[
            "walk", "walks", "fly", "flies", "drive", "drives", "travel", "travels", "ride",
            "rides", "run", "runs", "swim", "swims", "hike", "hikes", "sleep", "sleeps", "climb",
            "climbs", "get", "sing", "sings", "dance", "play", "plays", "read", "reads", "wait",
            "waits", "cross", "queue", "sail", "rest",
        ])
}

/// `Ann and Bob each type 40 words a minute`: how many they are is not told in a number.
pub(super) fn named_each(told: &Told<'_, '_>) -> bool {
    told.sentences.iter().any(|sentence| {
        let two = sentence.windows(3).any(|three| {
            let named = |token: &Token<'_>| token.text.starts_with(char::is_uppercase);
            let kin = three[2].is_any(&["his", "her", "my", "their", "the", "a", "i"]);
            three[1].is("and") && named(&three[0]) && (named(&three[2]) || kin)
        });
        let timed = sentence
            .windows(2)
            .any(|two| two[0].is_any(&["a", "an", "per"]) && two[1].is_any(PERIODS));
        two && timed && sentence.iter().any(|token| token.is("each"))
    })
}

const KIN: &[&str] = &[
    "neighbour",
    "neighbor",
    "sister",
    "brother",
    "friend",
    "cousin",
    "mother",
    "father",
    "uncle",
    "aunt",
    "wife",
    "husband",
    "dad",
    "mum",
    "mom",
    "son",
    "daughter",
    "colleague",
    "partner",
    "roommate",
    "classmate",
    "boss",
];

/// `The farmer has 20 sheep, and his neighbour 15`: somebody who is not asked about.
pub(super) fn another_owner(told: &Told<'_, '_>) -> bool {
    let together = told.asks(&[
        "total",
        "together",
        "altogether",
        "all",
        "both",
        "they",
        "more",
        "combined",
        "we",
        "difference",
        "fewer",
    ]);
    let subject = told.all.windows(4).any(|four| {
        (four[0].is_any(&["and", "while", "but", "whereas"]) || four[0].is_mark(','))
            && four[1].is_any(&["his", "her", "my", "the", "their"])
            && four[2].is_any(KIN)
            && !told.asks(&[four[2].text])
            && four[3].number().is_some()
    });
    subject && !together
}
