//! What a story tells: who, what, how many, and what happens to them.

use reading::skeleton::{Lexicon, NOTHING};
use reading::{Rational, Token};

use super::stem;

/// The words of a story that say something. Others are names and things where they
/// stand in such a place, and else nothing is understood.
const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "have",
            "starts the day with|begins the day with|starts out with|has|have|had|owns|own|owned|there are|there is|there were|starts with|started with|start with|begins with|began with|keeps|kept|\
already has|already have|already had|carries|carried|are in|is holding|has saved|has got|have got|is carrying|contained|starts out with|earned|with|already saved|started the day with",
        ),
        (
            "hold",
            "holds|hold|contains|contain|fits|fit|seats|can hold|can seat|can carry|carry|takes|consists of|consist of|weighs|weigh|comes with|come with",
        ),
        (
            "gain",
            "gets|get|got|buys|buy|bought|finds|find|found|receives|receive|received|wins|win|won|collects|collect|collected|picks|pick|picked|picks up|gains|gained|\
adds|added|makes|make|made|bakes|bake|baked|saves|save|saved|earns|earn|puts aside|puts away|sets aside|is given|was given|gets another|catches|caught|is paid|arrive|arrived|join|joined|joins|\
come in|came in|get on|got on|gets on|are delivered|come|came|plants|planted|plant|grows|draws|drew|borrows|borrowed|fills|receives another|are added|were added|is added|board|enter|walk in|climb on|arrives",
        ),
        (
            "lose",
            "gives away|gave away|give away|loses|lose|lost|eats|eat|ate|eats up|sells|sell|sold|uses|use|used|uses up|spends|spend|spent|breaks|broke|drops|dropped|donates|donated|\
lends|lent|throws away|threw away|are taken|is taken|were taken|are occupied|are sold|were sold|are used|were used|are eaten|were eaten|are broken|are reserved|are booked|were booked|are full|are filled|\
get off|got off|gets off|leave|left early|leaves|go home|went home|fly away|flew away|ride away|drive away|drives away|are given away|were given away|are lost|takes out|took out|removes|removed|mails|trades away|hands out|handed out|\
gives out|give out|walk out|walk away|run away|burst|melt|pop|popped|are removed|were removed|are picked|were picked|pays out|walk off|swim away|drinks|drink|drank|sends|shares out|cuts off|withdraws|are damaged|are checked out|checks out|are borrowed|are empty of|throws out|already sold|are gone|were occupied|are lent out|are already taken|are already sold|have been sold|have been taken",
        ),
        (
            "give",
            "gives|gave|give|hands|handed|passes|passed|lends him|lends her",
        ),
        (
            "consume",
            "reads|read|types|type|typed|writes|walks|walk|walked|cycles|runs|run|ran|prints|print|paints|produces|produce|produced|builds|solves|swims|answers|works|worked|jogs|ran for|knits|sews|delivers",
        ),
        (
            "travel",
            "cover|covered|travels|travel|travelled|traveled|drives|drive|drove|flies|fly|flew|rides|goes|go|went|moves|covers|sails|rolls|travelling|going|moving|driving|cycling|flying",
        ),
        (
            "cost",
            "costs|cost|is priced at|are priced at|at|priced at|sells for|sell for|for|is sold for|are sold for|charges|worth|is worth|sold at|sold for|is sold at|are sold at|each costing|costing|comes to",
        ),
        (
            "pay",
            "pays with|paid with|pay with|hands over|handed over|gives the cashier|gave the cashier|hands the cashier|pays the cashier|pays with a|pays using|gives the shopkeeper",
        ),
        (
            "each",
            "each|every|per|apiece|a piece|for each|for every|in each|in every|on each|on every|into each|with each|one",
        ),
        ("a", "a|an"),
        (
            "of",
            "of|each with|each containing|each holding|that each hold|that hold|that each have|that have|containing|holding|each of which has",
        ),
        (
            "share",
            "are packed|is packed|packed|packs|pack|are shared|is shared|shared|are divided|is divided|divided|are split|is split|split|are distributed|is distributed|distributed|shares|share|divides|divide|splits|among|between|equally among|equally between|are handed out equally to|shared equally|evenly|equally|into groups of|hands out equally",
        ),
        (
            "twice",
            "twice as many|twice as much|double the number of|double the amount of|two times as many",
        ),
        ("times-as", "times as many|times as much|times more"),
        ("half-as", "half as many|half as much"),
        ("as", "as"),
        (
            "older",
            "years older than|year older than|years older|older than|older",
        ),
        (
            "younger",
            "years younger than|years younger|year younger than|younger",
        ),
        ("than", "than|more than"),
        ("fewer", "fewer|less|fewer than|less than"),
        ("old", "years old|year old|old|is aged"),
        (
            "off",
            "% off|percent off|% discount|percent discount|off|discount|discount of|discounted by|reduced by|is reduced by|is discounted by|marked down|marked down by|cheaper|sale of|price cut|drops by|falls by|goes down by|is marked down by|lowered by|decreases by",
        ),
        (
            "on-top",
            "tip|tips|a tip|tax|sales tax|service charge|interest|vat|goes up by|increases by|rises by|is increased by|markup|raise|adds a",
        ),
        ("how-many?", "how many"),
        (
            "how-much?",
            "how much|how much money|what amount|what total amount|what does|what will|what did|what do|what should|what must|what is the total|what's the total|what is the cost|what is the total cost|what is the total bill",
        ),
        (
            "how-far?",
            "how far|what distance|how many kilometres|how many miles|how many kilometers|how many km",
        ),
        (
            "how-fast?",
            "how fast|average speed|speed|what speed|what is its speed",
        ),
        ("how-long?", "how long|how many hours"),
        ("how-old?", "how old|what age"),
        (
            "price?",
            "sale price|new price|final price|discounted price|reduced price|price|price now|the price|final cost|discount price",
        ),
        ("area?", "area"),
        ("perimeter?", "perimeter"),
        (
            "change?",
            "get back|gets back|receive back|receives back|change|how much change|change back",
        ),
        (
            "left",
            "left|have left|has left|had left|remain|remaining|remains|left over|free|still free|empty|unsold|unused|still available|available|are still left|not taken|still|still to read|to go|unread|vacant|left to read|does still have",
        ),
        (
            "total",
            "total|in total|altogether|in all|all together|together|combined|overall|all told|between them|total cost|total bill|in the end|now|then|after that|by then|afterwards|at the end|in sum",
        ),
        (
            "need",
            "needed|need|needs|are needed|required|are required|does need|must use",
        ),
        ("pronoun", "he|she|they|it|him|her|them|you|i|we"),
        ("original", "original|originally|old price"),
        ("more", "more|another|additional|extra|other|further|new"),
        ("and", "if|and|then|,|;|but"),
        ("in", "in|within|after|during|over"),
        ("prep", "on|to|from|by|on to|onto|into"),
        (
            NOTHING,
            "given|measures|measuring|measured|normally|usually|the|his|their|my|your|our|its|this|that|these|those|does|do|did|will|would|can|is|are|was|were|be|been|so|what|what's|which|who|:|\
only|later|also|already|all|both|out|away|back|up|down|morning|afternoon|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\
has to|wants to|wants|have to|able to|just|exactly|there|here|using|suppose|when|says|single|same|number|number of|amount|amount of|long|wide|sale|\
money|constant|steady|rate|at a speed|school|a day trip|trip|journey|him|herself|himself|big|small|red|blue|green|old enough|long trip|store|shop|market|sold out|buy|packs them|them into|!|off the|\
everyone|someone|friend|friends|friend's|week's|stop|average|adding|gives|including|leave a|get in|get each|pay|pays|spend|paid|receive|tall|high|find|calculate|fill|fills|be filled|filled|tell me|please|for sale|on sale|regular|normal|entire|whole",
        ),
    ],
};

/// Verbs that are things where they are counted.
const THINGS: &[&str] = &[
    "seats", "drinks", "walks", "rides", "leaves", "tips", "packs", "runs", "uses", "shares",
    "stops", "plants", "works", "prints", "friends", "trips", "sales", "moves", "flies", "numbers",
    "cards", "stamps", "seat",
];

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Says(&'static str),
    Name(String),
    /// A thing, by its stem.
    Noun(String),
    Number(Number),
}

/// A number of a story.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: Rational,
    pub(super) money: bool,
    pub(super) percent: bool,
}

/// A sentence's parts; none if it has a word of which it is not clear what it is.
pub(super) fn parts(sentence: &[Token<'_>]) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let rest = &sentence[at..];
        // "One box holds 18 eggs"
        if rest[0].is("one") && rest.len() > 2 && rest[1].is_word() {
            let holds = WORDS.longest(&rest[2..]).map(|(says, _)| says);
            if matches!(holds, Some("hold" | "cost" | "have")) {
                parts.push(Part::Says("each"));
                at += 1;
                continue;
            }
        }
        // "20 new ones"
        if rest[0].is("ones") {
            at += 1;
            continue;
        }
        // "How many does each one get?"
        if rest[0].is("one") && parts.last() == Some(&Part::Says("each")) {
            at += 1;
            continue;
        }
        if let Some((number, used)) = number_at(rest) {
            parts.push(Part::Number(number));
            at += used;
            continue;
        }
        // "km/h" is a unit and what it is for.
        if rest[0].is_mark('/') && rest.get(1).is_some_and(|unit| unit.is_any(&["h", "hour"])) {
            parts.push(Part::Says("each"));
            parts.push(Part::Noun("hour".to_owned()));
            at += 2;
            continue;
        }
        if rest[0].is_any(&["mph", "kph"]) {
            let unit = if rest[0].is("mph") { "mile" } else { "km" };
            parts.extend([
                Part::Noun(unit.to_owned()),
                Part::Says("each"),
                Part::Noun("hour".to_owned()),
            ]);
            at += 1;
            continue;
        }
        // Behind a number these are things.
        let counted = matches!(
            parts.last(),
            Some(Part::Number(_) | Part::Says("how-many?" | "more" | "of"))
        );
        if counted && rest[0].is_any(THINGS) {
            parts.push(Part::Noun(unit_stem(rest[0].text)));
            at += 1;
            continue;
        }
        if let Some((says, used)) = WORDS.longest(rest) {
            if says == NOTHING {
                at += used;
                continue;
            }
            parts.push(Part::Says(says));
            at += used;
            continue;
        }
        let token = &rest[0];
        if !token.is_word() {
            return None;
        }
        let capital = token.text.starts_with(char::is_uppercase);
        if capital && (at > 0 || !token.text.ends_with('s') || is_name_before(&rest[1..])) {
            parts.push(Part::Name(token.text.trim_end_matches("'s").to_owned()));
        } else {
            let before = at.checked_sub(1).map(|at| &sentence[at]);
            let fits = match parts.last() {
                None => true,
                Some(Part::Number(_) | Part::Noun(_)) => true,
                Some(Part::Says(says)) => *says != "pronoun",
                Some(Part::Name(_)) => {
                    before.is_some_and(|before| before.text.ends_with("'s") || before.is("the"))
                }
            };
            // What stands before a number without being a name is a verb, but not in "a field
            // 40 m long".
            let named = before.is_some_and(|before| before.is_any(&["a", "an", "the"]));
            let verb = !named
                && rest.get(1).is_some_and(|next| {
                    next.number().is_some() || "$€£".chars().any(|mark| next.is_mark(mark))
                });
            if verb || !fits && !before.is_some_and(is_article) {
                return None;
            }
            parts.push(Part::Noun(unit_stem(token.text)));
        }
        at += 1;
    }
    Some(parts)
}

fn is_article(token: &Token<'_>) -> bool {
    token.is_any(&[
        "the", "his", "her", "their", "my", "your", "our", "its", "this", "these", "to", "from",
        "by", "on", "same", "big", "small", "red", "blue", "green", "single", "all", "number",
        "of",
    ])
}

/// "James has": a name that ends in s.
fn is_name_before(rest: &[Token<'_>]) -> bool {
    rest.first()
        .is_some_and(|next| next.is_any(&["has", "had", "buys", "gives", "is", "reads", "saves"]))
}

/// Units by one name: `km`, `kilometre` and `kilometer`.
fn unit_stem(word: &str) -> String {
    let stem = stem(word);
    match stem.as_str() {
        "kilometre" | "kilometer" | "km" | "kms" => "km".to_owned(),
        "metre" | "meter" | "m" => "metre".to_owned(),
        "h" | "hr" => "hour".to_owned(),
        "centimetre" | "centimeter" | "cm" => "cm".to_owned(),
        _ => stem,
    }
}

fn number_at(tokens: &[Token<'_>]) -> Option<(Number, usize)> {
    let sign = usize::from("$€£".chars().any(|mark| tokens[0].is_mark(mark)));
    let value = tokens.get(sign)?.number()?.value;
    let mut used = sign + 1;
    let mut money = sign == 1;
    let next = tokens.get(used);
    if next
        .is_some_and(|next| next.is_any(&["dollar", "dollars", "euro", "euros", "pounds", "cents"]))
    {
        money = true;
        used += 1;
    }
    let percent = next.is_some_and(|next| next.is_mark('%') || next.is("percent"));
    // "% off" is read as a whole.
    let off = tokens
        .get(used + 1)
        .is_some_and(|next| next.is_any(&["off", "discount"]));
    if percent && !off {
        used += 1;
    }
    // "a $50 note"
    if money
        && tokens
            .get(used)
            .is_some_and(|next| next.is_any(&["note", "bill"]))
    {
        used += 1;
    }
    Some((
        Number {
            value,
            money,
            percent,
        },
        used,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::{fold, tokens};

    fn read(text: &str) -> Option<Vec<Part>> {
        parts(&fold(text, &tokens(text)))
    }

    #[test]
    fn reads_what_is_told() {
        let told = read("Clara buys 5 red pens").unwrap();
        assert!(matches!(
            &told[..],
            [
                Part::Name(name),
                Part::Says("gain"),
                Part::Number(_),
                Part::Noun(_),
            ] if name == "Clara"
        ));
        assert!(read("A train travels at 64 km/h").is_some());
        assert_eq!(read("Clara juggles 5 pens"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = read(&text);
        }
    }
}
