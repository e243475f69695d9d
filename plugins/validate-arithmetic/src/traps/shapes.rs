//! Numbers that are no amounts, ways that turn, and stories that are told backwards.

use reading::Token;

use super::{PERIODS, Told};

/// What is told apart by numbers.
const PLACES: &[&str] = &[
    "stop",
    "station",
    "room",
    "day",
    "number",
    "page",
    "chapter",
    "bus",
    "line",
    "platform",
    "gate",
    "floor",
    "level",
    "week",
    "month",
    "year",
    "lane",
    "route",
    "flight",
    "round",
    "port",
    "rung",
    "step",
    "stage",
    "lesson",
    "exercise",
    "house",
    "shelf",
    "seat",
    "team",
    "group",
    "grade",
    "table",
    "box",
    "lap",
    "stair",
    "apartment",
    "unit",
    "no",
    "hour",
    "game",
    "level",
];

/// `at stop two`, `on day 3`, `Room 12`: a number that counts nothing.
pub(super) fn labels(told: &Told<'_, '_>) -> bool {
    told.says(&["numbered"])
        || told.sentences.iter().any(|sentence| {
            sentence.windows(2).enumerate().any(|(at, two)| {
                if !two[0].is_any(PLACES) || two[1].number().is_none() || two[1].is("a") {
                    return false;
                }
                let before = at.checked_sub(1).map(|at| &sentence[at]);
                before.is_none_or(|token| {
                    token.is_any(&[
                        "at", "on", "in", "from", "to", "until", "by", "of", "after", "before",
                        "between", "and", "for", "till", "through",
                    ]) || token.is_mark(',')
                        || token.is_mark(';')
                })
            })
        })
}

/// A way that turns is longer than what lies between its ends.
pub(super) fn directions(told: &Told<'_, '_>) -> bool {
    let ways = [
        "north",
        "south",
        "east",
        "west",
        "northwards",
        "southwards",
        "eastwards",
        "westwards",
        "upstream",
        "downstream",
        "uphill",
        "downhill",
        "forward",
        "forwards",
        "backward",
        "backwards",
    ];
    // "Team North" goes nowhere.
    let said = ways
        .iter()
        .filter(|way| told.all.iter().any(|token| token.text == **way))
        .count();
    let sides = told.has("to the left") && told.has("to the right");
    said > 1
        || sides
        || told.asks(&["from"]) && told.says(&["left", "right"]) && told.says(&["turn", "turns"])
}

/// Five pieces are four cuts; ten trees have nine gaps.
pub(super) fn pieces(told: &Told<'_, '_>) -> bool {
    let cuts = told.says(&[
        "saw", "saws", "sawn", "sawed", "sawing", "cut", "cuts", "cutting", "chop", "chops",
        "chopped", "break", "breaks",
    ]);
    let pieces = told.says(&["piece", "pieces", "parts", "logs", "cut", "cuts", "lengths"]);
    let time = told.asks_time() && told.says(PERIODS) && cuts && pieces;
    let sawn = told.says(&["sawn", "sawed", "saws"]) && pieces;
    let gaps = told.has_any(&["each end", "both ends", "either end", "every end"])
        || told.says(&["apart"])
            && told.says(&[
                "tree",
                "trees",
                "post",
                "posts",
                "pole",
                "poles",
                "lamp",
                "lamps",
                "flag",
                "flags",
                "marker",
                "markers",
                "plants",
                "chairs",
                "cones",
                "poplars",
                "lampposts",
            ]);
    let often = told.asks(&["cuts"]);
    // "a post every 3 metres": one more than there are gaps.
    let rows = told.says(&["every", "each"])
        && told.asks(&[
            "posts",
            "trees",
            "poles",
            "lamps",
            "flags",
            "lampposts",
            "markers",
            "cones",
            "poplars",
        ])
        && told.says(&["metre", "metres", "meters", "m", "feet", "yards", "km"]);
    time || sawn || gaps || often || rows
}

/// `2 kg and half a brick`: a part of what is told itself.
pub(super) fn own_half(told: &Told<'_, '_>) -> bool {
    told.sentences.iter().any(|sentence| {
        sentence.windows(3).enumerate().any(|(at, three)| {
            three[0].is("half")
                && three[1].is_any(&["a", "an", "the", "its", "that"])
                && !three[2].is_any(PERIODS)
                && at > 0
                && sentence[at - 1].is_any(&["and", "plus"])
                && sentence[..at].iter().any(|token| token.is(three[2].text))
        })
    })
}

/// `each drinks at least one: how many drink both?`
pub(super) fn overlaps(told: &Told<'_, '_>) -> bool {
    let question = told.question();
    let inner = told.has_any(&["of those", "of these"]);
    let both = question.last().is_some_and(|token| token.is("both")) && !told.asks_time() && !inner;
    // "5 ordered both": they are counted twice.
    let asked = told.question().len();
    let twice = told.all[..told.all.len() - asked]
        .windows(3)
        .any(|three| three[0].number().is_some() && (three[1].is("both") || three[2].is("both")));
    if twice {
        return true;
    }
    let one =
        told.has_any(&["at least one", "at least 1"]) && told.says(&["both", "either", "only"]);
    both || one
}

/// What is asked for is what is not told.
pub(super) fn contrary(told: &Told<'_, '_>) -> bool {
    let states: &[&[&str]] = &[
        &["awake", "waking"],
        &["asleep"],
        &["closed", "shut"],
        &["open"],
        &["idle", "off", "resting"],
    ];
    let told_before = &told.all[..told.all.len() - told.question().len()];
    told.asks_time()
        && states
            .iter()
            .any(|state| told.asks(state) && !told_before.iter().any(|token| token.is_any(state)))
}

/// Floors and pages are counted from one to another, with both ends or without.
pub(super) fn steps(told: &Told<'_, '_>) -> bool {
    told.sentences.iter().any(|sentence| {
        let floors = sentence
            .iter()
            .filter(|token| token.is_any(&["floor", "floors", "storey", "story", "landing"]))
            .count();
        let way = sentence.iter().any(|token| token.is("from"))
            && sentence.iter().any(|token| token.is("to"));
        floors > 0 && way
    })
}

/// `3 of which are bad`, `, 4 of them cracked`: what is counted already.
pub(super) fn parts(told: &Told<'_, '_>) -> bool {
    let among = told.all.windows(4).any(|four| {
        four[0].is_mark(',')
            && four[1].is("of")
            && four[2].is_any(&["them", "these", "those"])
            && four[3].number().is_some()
    });
    if among || told.has_any(&["of which", "of whom"]) {
        return true;
    }
    told.sentences.iter().any(|sentence| {
        sentence.windows(3).enumerate().any(|(at, three)| {
            let front = at.checked_sub(1).map(|at| &sentence[at]);
            let aside = front
                .is_some_and(|token| token.is_mark(',') || token.is_mark('(') || token.is("with"));
            (three[0].number().is_some() || three[0].is_any(&["half", "some"]))
                && three[1].is("of")
                && aside
                && three[2].is_any(&["them", "these", "those"])
        })
    })
}

fn counts(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        token.number().is_some()
            && !token.is("a")
            && !tokens.get(at + 1).is_some_and(|next| next.is_any(PERIODS))
    })
}

/// `After giving away 7, she has 15`: what is there is told behind what was done.
pub(super) fn backwards(told: &Told<'_, '_>) -> bool {
    let ends = told.question().last().is_some_and(|token| {
        token.is_any(&[
            "before",
            "initially",
            "originally",
            "beforehand",
            "previously",
        ])
    });
    let had = told.asks(&["did", "had"]) && told.question().last().is_some_and(|t| t.is("have"));
    let asked = told.question().len();
    let now = told.all[..told.all.len() - asked]
        .iter()
        .any(|token| token.is_any(&["has", "have", "now", "left", "remain", "shows"]));
    let past = told.asks(&["yesterday", "ago", "earlier"]) || told.has("there last");
    ends || past
        || had && now
        || told
            .sentences
            .iter()
            .any(|sentence| tells_backwards(sentence))
}

fn tells_backwards(sentence: &[Token<'_>]) -> bool {
    let Some(at) = sentence
        .iter()
        .position(|token| token.is_any(&["after", "having", "once", "when", "upon", "since"]))
    else {
        return false;
    };
    let behind = &sentence[at + 1..];
    let comma = behind.iter().position(|token| token.is_mark(','));
    let (done, rest) = match comma {
        Some(comma) if at < 2 => (&behind[..comma], &behind[comma + 1..]),
        // "14 cm tall when I bought it and has grown 3 cm"
        _ if at >= 2 && sentence[at].is("when") => {
            let end = behind.iter().position(|token| token.is("and"));
            (&behind[..end.unwrap_or(behind.len())], &sentence[..at])
        }
        _ if at >= 2 => (behind, &sentence[..at]),
        _ => return false,
    };
    let there = rest.iter().any(|token| {
        token.is_any(&[
            "has", "have", "had", "left", "remain", "remains", "remained", "are", "were", "is",
            "was", "'ve", "'s", "holds", "owns",
        ])
    });
    done.len() >= 2 && counts(done) && counts(rest) && there
}

/// `6 were adopted`: to here, or from here?
pub(super) fn either_way(told: &Told<'_, '_>) -> bool {
    // What is bought has its price, whoever bought it.
    let bill = told.is_priced()
        && told.asks(&[
            "bill", "cost", "costs", "price", "pay", "takings", "revenue", "spent",
        ]);
    !bill
        && told.all.windows(2).any(|two| {
            two[0].is_any(&["was", "were", "are", "is", "been", "got", "get"])
                && two[1].is_any(&[
                    "adopted",
                    "caught",
                    "collected",
                    "harvested",
                    "gathered",
                    "hired",
                    "drawn",
                    "ordered",
                    "bought",
                    "purchased",
                    "won",
                    "downloaded",
                    "found",
                    "moved",
                    "passed",
                ])
        })
}
