//! Names: runs of capitalised words, by what stands before them.

use reading::Token;

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) text: String,
    /// The word before it, in small letters.
    pub(super) before: String,
    /// The word behind it, in small letters.
    pub(super) behind: String,
}

pub(super) const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "miss",
    "sir",
    "mx",
];

/// Capitalised words that are no names.
const NONE: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "his",
    "her",
    "i",
    "we",
    "my",
    "our",
    "last",
    "next",
    "yesterday",
    "today",
    "after",
    "before",
    "when",
    "while",
    "who",
    "what",
    "where",
    "text",
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
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "once",
    "then",
    "from",
    "by",
    "as",
    "is",
    "two",
    "three",
    "there",
    "here",
    "please",
    "give",
    "create",
    "turn",
    "extract",
    "convert",
    "keys",
    "use",
    "write",
    "json",
    "note",
    "team",
    "book",
    "make",
    "put",
    "return",
    "your",
    "you",
    "their",
    "its",
    "for",
    "to",
    "of",
    "and",
    "or",
    "but",
    "with",
    "no",
    "not",
    "one",
    "each",
    "every",
    "all",
    "both",
    "these",
    "those",
    "if",
    "how",
    "would",
    "could",
    "can",
    "will",
    "should",
    "do",
    "does",
    "did",
    "take",
    "show",
    "list",
    "output",
    "reply",
    "respond",
    "answer",
    "produce",
    "provide",
    "represent",
    "transform",
    "format",
    "structure",
    "store",
    "record",
    "encode",
    "fill",
    "build",
    "generate",
    "only",
    "just",
    "name",
    "title",
    "author",
    "product",
    "order",
    "person",
    "data",
    "sentence",
    "tomorrow",
    "tonight",
    "now",
    "also",
    "dear",
    "hello",
    "hi",
    "thanks",
    "regards",
    "us",
    "let",
    "so",
    "since",
    "until",
    "during",
    "under",
    "over",
    "about",
    "into",
    "pm",
    "am",
    "ok",
    "okay",
    "yes",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "room",
    "flight",
    "gate",
    "platform",
    "train",
    "bus",
    "ticket",
    "invoice",
    "page",
    "chapter",
    "i'd",
    "i'm",
    "it's",
    "that's",
    "don't",
    "let's",
    "parse",
    "describe",
    "summarise",
    "summarize",
    "express",
    "print",
    "include",
    "leave",
    "copy",
    "report",
    "customer",
    "student",
    "pupil",
    "employee",
    "guest",
    "patient",
    "price",
    "date",
    "time",
    "place",
    "city",
    "country",
    "address",
    "phone",
    "email",
    "mail",
    "age",
    "value",
    "values",
    "unit",
    "number",
    "because",
    "although",
    "though",
    "however",
    "meanwhile",
    "later",
    "first",
    "second",
    "third",
    "finally",
    "using",
    "need",
    "rewrite",
    "compile",
    "collect",
    "gather",
    "capture",
    "pull",
    "get",
    "read",
    "consider",
    "given",
    "suppose",
    "imagine",
    "item",
    "items",
    "event",
    "meeting",
    "song",
    "film",
    "movie",
    "recipe",
    "information",
    "info",
    "details",
    "example",
    "usd",
    "eur",
    "gbp",
    "chf",
    "tv",
    "pc",
];

/// The names of a part.
pub(super) fn names(
    part: &[Token<'_>],
    text: &str,
    is_free: &dyn Fn(&Token<'_>) -> bool,
) -> Vec<Name> {
    let is_title =
        |token: &Token<'_>| token.is_any(TITLES) && token.text.starts_with(char::is_uppercase);
    let is_name = |at: usize| {
        part.get(at).is_some_and(|token: &Token<'_>| {
            token.is_word()
                && token.text.starts_with(char::is_uppercase)
                && (!token.is_any(NONE) || is_title(token))
                && is_free(token)
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < part.len() {
        if !is_name(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            // "Mr. Brandt", "Anna-Lena", "Roald Dahl", "Ludwig van Beethoven"
            let mark = part.get(end).is_some_and(|token| {
                token.is_mark('-') && token.glued
                    || token.is_mark('.')
                        && (is_title(&part[end - 1]) || part[end - 1].text.len() == 1)
                    || token.is_any(&["van", "von", "de", "da", "di", "del", "la", "der", "den"])
            });
            if is_name(end) && !part[end - 1].text.ends_with("'s") {
                end += 1;
            } else if mark && is_name(end + 1) {
                end += 2;
            } else if mark
                && part[end].is("de")
                && part
                    .get(end + 1)
                    .is_some_and(|t| t.is_any(&["la", "los", "las"]))
                && is_name(end + 2)
            {
                end += 3;
            } else {
                break;
            }
        }
        let (first, last) = (&part[at], &part[end - 1]);
        let name = text.get(first.start..last.end()).unwrap_or_default();
        let name = name.trim_end_matches("'s");
        let word = |at: Option<usize>| {
            at.and_then(|at| part.get(at))
                .map(|token| token.text.to_lowercase())
                .unwrap_or_default()
        };
        // "Invent a person" begins with a command.
        let command = at == 0
            && end == 1
            && part.get(1).is_some_and(|next| {
                next.is_any(&[
                    "a", "an", "the", "this", "these", "me", "your", "up", "it", "down", "out",
                    "them", "that", "my", "all",
                ])
            });
        if !is_title(last) && name.len() > 1 && !command {
            found.push(Name {
                text: name.to_owned(),
                before: word(at.checked_sub(1)),
                behind: word(Some(end)),
            });
        }
        at = end;
    }
    found
}

/// A name without its title.
pub(super) fn without_title(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or_default();
    if TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str()) {
        name[first.len()..].trim_start()
    } else {
        name
    }
}

/// Countries, so that they are not taken for cities.
pub(super) fn is_country(name: &str) -> bool {
    const COUNTRIES: &[&str] = &[
        "france",
        "germany",
        "italy",
        "spain",
        "portugal",
        "austria",
        "switzerland",
        "belgium",
        "netherlands",
        "denmark",
        "norway",
        "sweden",
        "finland",
        "iceland",
        "ireland",
        "england",
        "scotland",
        "wales",
        "poland",
        "hungary",
        "greece",
        "turkey",
        "romania",
        "bulgaria",
        "croatia",
        "serbia",
        "slovenia",
        "slovakia",
        "ukraine",
        "russia",
        "estonia",
        "latvia",
        "lithuania",
        "japan",
        "china",
        "india",
        "thailand",
        "vietnam",
        "indonesia",
        "malaysia",
        "philippines",
        "australia",
        "canada",
        "mexico",
        "brazil",
        "argentina",
        "chile",
        "peru",
        "colombia",
        "egypt",
        "morocco",
        "kenya",
        "nigeria",
        "ghana",
        "ethiopia",
        "israel",
        "iran",
        "iraq",
        "jordan",
        "lebanon",
        "pakistan",
        "nepal",
        "cuba",
        "usa",
        "uk",
        "united states",
        "united kingdom",
        "new zealand",
        "south africa",
        "south korea",
        "czech republic",
        "korea",
        "taiwan",
        "tunisia",
        "uganda",
        "tanzania",
        "senegal",
        "bolivia",
        "ecuador",
        "uruguay",
        "venezuela",
        "malta",
        "cyprus",
        "luxembourg",
        "albania",
        "bosnia",
        "mongolia",
        "singapore",
    ];
    COUNTRIES.contains(&name.to_lowercase().as_str())
}
