//! The numbers of an answer.

use crate::{Kind, Rational, Token, fold, sentences, tidy, tokens};

/// A number that an answer states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// What it says.
    pub value: Rational,
    /// Digits after the point.
    pub decimals: u32,
    /// Whether it was put in another way than exactly: `1.2 million`.
    loose: bool,
    /// Whether a percent sign follows.
    percent: bool,
    /// Whether this is one way to read it of several.
    guess: bool,
    /// Byte offset in the tidied answer.
    pub start: usize,
}

/// An answer, with all numbers in it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// In their order, some in several readings.
    pub numbers: Vec<Stated>,
    /// Whether something in it may be a number that is not understood.
    pub unreadable: bool,
    /// Whether it is in English, as far as can be told.
    pub english: bool,
    hedged: bool,
    text: String,
}

/// Longer answers are not read: nobody states one number in so many words.
const LONGEST: usize = 32 * 1024;

impl Stated {
    /// Whether this is one way to read it of several, such as `18/9` for 2.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        self.guess
    }
}

impl Answer {
    /// Reads an answer; none if it is too long to be one.
    #[must_use]
    pub fn read(response: &str) -> Option<Self> {
        if response.len() > LONGEST {
            return None;
        }
        let text = tidy(response);
        let plain = tokens(&text);
        let folded = fold(&text, &plain);
        let mut numbers = Vec::new();
        for at in 0..folded.len() {
            read_at(&folded, at, &mut numbers);
        }
        let hedged = folded.iter().any(is_hedge);
        let unreadable = folded.iter().enumerate().any(|(at, token)| {
            // "the square root of 9", but not "root 5"
            let named = at > 0 && folded[at - 1].is_any(&["square", "cube"]);
            is_unreadable(token) && !(token.is("root") && named)
        }) || text.contains("10^");
        let english = is_english(&folded);
        Some(Self {
            numbers,
            unreadable,
            english,
            hedged,
            text,
        })
    }

    /// The tidied text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it states `value`: exactly, rounded to the digits it gives, as a
    /// percentage, or nearly where it says "about".
    #[must_use]
    pub fn states(&self, value: Rational) -> bool {
        self.numbers.iter().any(|stated| self.says(stated, value))
    }

    /// As [`states`](Self::states), not counting what only repeats the numbers of
    /// the question, in their order.
    #[must_use]
    pub fn states_beside(&self, value: Rational, asked: &[Rational]) -> bool {
        let repeated = self.repeated(asked);
        self.numbers
            .iter()
            .enumerate()
            .any(|(at, stated)| !repeated.contains(&at) && self.says(stated, value))
    }

    /// Whether it says yes or no; none if it begins with neither, or says both.
    #[must_use]
    pub fn verdict(&self) -> Option<bool> {
        const YES: &[&str] = &["yes", "yeah", "yep", "true", "correct"];
        const NO: &[&str] = &["no", "nope", "false", "incorrect"];
        let said = tokens(&self.text);
        let first = said.iter().find(|token| token.is_word())?;
        let (yes, no) = (first.is_any(YES), first.is_any(NO));
        // "No, wait. Yes."
        let begin = sentences(&said).first().map_or(0, |first| first.len());
        let turns = said[begin..]
            .iter()
            .any(|token| token.is_any(if yes { NO } else { YES }));
        ((yes || no) && !turns).then_some(yes)
    }

    /// Whether one stated number says `value`.
    #[must_use]
    pub fn says(&self, stated: &Stated, value: Rational) -> bool {
        let near = |x: Rational| {
            if x == value {
                return true;
            }
            let Some(gap) = x.minus(value).map(Rational::abs) else {
                return true;
            };
            if value.whole().is_none() && stated.decimals > 0 {
                let unit = 10_i128
                    .checked_pow(stated.decimals)
                    .and_then(|scale| Rational::new(1, scale));
                // Rounded, or cut off.
                return unit.is_none_or(|unit| {
                    gap.plus(gap).is_none_or(|twice| twice <= unit)
                        || gap < unit && x.abs() < value.abs()
                });
            }
            (self.hedged || stated.loose)
                && (gap.times(100.into()).is_none_or(|g| g <= value.abs())
                    || value.whole().is_none() && gap.times(2.into()).is_none_or(|g| g <= 1.into()))
        };
        near(stated.value)
            || stated.percent
                && stated
                    .value
                    .over(100.into())
                    .is_some_and(|share| share == value)
    }

    /// The places of numbers that repeat the question's, in its order.
    fn repeated(&self, asked: &[Rational]) -> Vec<usize> {
        let plain: Vec<usize> = (0..self.numbers.len())
            .filter(|&at| !self.numbers[at].guess)
            .collect();
        let mut repeated = Vec::new();
        if asked.len() < 2 {
            return repeated;
        }
        let mut at = 0;
        while at + asked.len() <= plain.len() {
            let window = &plain[at..at + asked.len()];
            let same = window
                .iter()
                .zip(asked)
                .all(|(&n, asked)| self.numbers[n].value.abs() == asked.abs());
            if same {
                repeated.extend_from_slice(window);
                at += asked.len();
            } else {
                at += 1;
            }
        }
        repeated
    }
}

fn read_at(tokens: &[Token<'_>], at: usize, numbers: &mut Vec<Stated>) {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    if token.is("\\frac") || token.is("\\dfrac") || token.is("\\tfrac") {
        if let [open, above, close, open2, below, close2, ..] = &tokens[at + 1..]
            && open.is_mark('{')
            && close.is_mark('}')
            && open2.is_mark('{')
            && close2.is_mark('}')
            && let (Some(above), Some(below)) = (above.number(), below.number())
            && let Some(value) = above.value.over(below.value)
        {
            numbers.push(stated(value, 0, token.start, true));
        }
        return;
    }
    let Some(number) = token.number() else { return };
    let negative = is_negative(tokens, at);
    let signed = |value: Rational| if negative { value.negated() } else { value };
    let next = tokens.get(at + 1);
    let mut plain = stated(signed(number.value), number.decimals, token.start, false);
    plain.loose = token.text.contains(' ') && token.text.starts_with(|c: char| c.is_ascii_digit());
    plain.percent = next.is_some_and(|next| next.is_mark('%') || next.is_any(&["percent", "per"]));
    numbers.push(plain);
    let mut guess = |value: Option<Rational>, decimals: u32| {
        if let Some(value) = value {
            numbers.push(stated(signed(value), decimals, token.start, true));
        }
    };

    let after = |offset: usize| tokens.get(at + offset);
    let glued_number = |offset: usize| after(offset).filter(|t| t.glued).and_then(Token::number);
    // "3/4", and "1 3/4" where a whole number stands before.
    if next.is_some_and(|next| next.is_mark('/') || next.is_mark('⁄'))
        && let Some(below) = after(2).and_then(Token::number)
    {
        let part = number.value.over(below.value);
        guess(part, 0);
        if let (Some(whole), Some(part)) = (before.and_then(Token::number), part) {
            guess(whole.value.plus(part), 0);
        }
    }
    // "1½"
    if let Some(part) = glued_number(1) {
        guess(number.value.plus(part.value), 0);
    }
    // "3,5" and "1.234", as other countries write them
    if next.is_some_and(|next| next.is_mark(',') && next.glued)
        && let Some(part) = glued_number(2)
        && let Some(part_token) = after(2)
    {
        let digits = part_token.text.len();
        let decimal = format!("{}.{}", number.value.floor(), part_token.text);
        guess(
            Rational::parse(&decimal).filter(|_| part.decimals == 0),
            digits as u32,
        );
    }
    if number.decimals == 3 {
        guess(number.value.times(1000.into()), 0);
    }
    // "12 345"
    let mut grouped = number.value;
    let mut offset = 1;
    while let Some(group) = after(offset).filter(|t| !t.glued && t.text.len() == 3)
        && let Some(value) = group.number().filter(|n| n.decimals == 0)
        && offset < 6
    {
        let Some(sum) = grouped.times(1000.into()).and_then(|g| g.plus(value.value)) else {
            break;
        };
        grouped = sum;
        guess(Some(grouped), 0);
        offset += 1;
    }
    // "5k", "1.5e3", "2 × 10^3"
    if let Some(word) = next.filter(|next| next.glued && next.is_word()) {
        if word.is("k") {
            guess(number.value.times(1000.into()), 0);
        } else if word.is("m") {
            guess(number.value.times(1_000_000.into()), 0);
        } else if let Some(exponent) = word.text.strip_prefix(['e', 'E'])
            && let Ok(exponent) = exponent.parse::<i128>()
        {
            guess(
                Rational::from(10)
                    .power(exponent.into())
                    .and_then(|scale| scale.times(number.value)),
                0,
            );
        }
    }
    if let [times, ten, power, exponent, ..] = &tokens[at + 1..]
        && (times.is_mark('×') || times.is_mark('*') || times.is("x"))
        && ten.is("10")
        && power.is_mark('^')
        && let Some(exponent) = exponent.number()
    {
        guess(
            Rational::from(10)
                .power(exponent.value)
                .and_then(|scale| scale.times(number.value)),
            0,
        );
    }
}

fn stated(value: Rational, decimals: u32, start: usize, guess: bool) -> Stated {
    Stated {
        value,
        decimals,
        loose: false,
        percent: false,
        guess,
        start,
    }
}

/// Whether a minus in front is a sign: nothing to subtract from stands before it.
fn is_negative(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(sign) = at.checked_sub(1).map(|at| &tokens[at]) else {
        return false;
    };
    // "-$5"
    let (sign, place) = if sign.is_mark('$') && at >= 2 {
        (&tokens[at - 2], at - 2)
    } else {
        (sign, at - 1)
    };
    let before = place.checked_sub(1).map(|at| &tokens[at]);
    let subtracts = before.is_some_and(|before| before.number().is_some() || before.is_mark(')'));
    if sign.is_any(&["minus", "negative"]) {
        return !subtracts;
    }
    // A list's dash stands apart from its item.
    let attached = tokens[at].glued || before.is_some_and(|before| before.is_mark('='));
    sign.is_mark('-')
        && attached
        && !subtracts
        && !(sign.glued && before.is_some_and(Token::is_word))
}

fn is_hedge(token: &Token<'_>) -> bool {
    token.is_any(&[
        "about",
        "approximately",
        "approx",
        "around",
        "roughly",
        "nearly",
        "almost",
        "rounded",
        "over",
        "remainder",
        "r",
    ]) || token.is_mark('≈')
        || token.is_mark('~')
}

fn is_unreadable(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Mark(mark) => {
            mark.is_numeric() || matches!(mark, '√' | 'π' | '∞' | '\u{2070}'..='\u{209F}')
        }
        Kind::Word => {
            // "m²" is a unit.
            token.text.trim_end_matches(['²', '³']).chars().any(|c| c.is_numeric() && !c.is_ascii_digit())
                || token.text.starts_with(['²', '³'])
                || token.is_any(&["\\sqrt", "sqrt", "pi", "infinity", "root"])
                // Too many digits after the point; a whole number of so many is just another one.
                || token.text.starts_with(|c: char| c.is_ascii_digit()) && token.text.contains('.')
        }
        Kind::Number(_) => false,
    }
}

fn is_english(tokens: &[Token<'_>]) -> bool {
    let mut words = tokens.iter().filter(|token| token.is_word()).peekable();
    if words.peek().is_none() {
        return true;
    }
    words.any(|token| {
        token.is_any(&[
            "the", "is", "are", "of", "and", "to", "it", "you", "this", "that", "has", "have",
            "answer", "equals", "cannot", "can't", "sorry", "i'm", "with", "for", "there",
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Rational {
        match text.split_once('/') {
            Some((a, b)) => Rational::new(a.parse().unwrap(), b.parse().unwrap()).unwrap(),
            None => Rational::parse(text).unwrap(),
        }
    }

    #[test]
    fn finds_what_is_stated() {
        for (text, stated) in [
            ("391", "391"),
            ("17 × 23 = 391.", "391"),
            ("The answer is **391**.", "391"),
            (r"\[ \boxed{391} \]", "391"),
            (r"$\frac{3}{4}$", "3/4"),
            ("three quarters", "3/4"),
            ("It is 3/4.", "0.75"),
            ("75%", "0.75"),
            ("75%", "75"),
            ("Three hundred and ninety-one.", "391"),
            ("$1,234.50", "1234.5"),
            ("1.234,50", "1234"),
            ("12 345 people", "12345"),
            ("-5", "-5"),
            ("The difference is −5.", "-5"),
            ("minus five", "-5"),
            ("10 - 5", "5"),
            ("It is about 3.33", "10/3"),
            ("3.33", "10/3"),
            ("3 1/3", "10/3"),
            ("1½ cups", "1.5"),
            ("about 3", "10/3"),
            ("roughly 1.2 million", "1203004"),
            ("1.5e3", "1500"),
            ("2 × 10^3", "2000"),
            ("5k", "5000"),
        ] {
            assert!(
                Answer::read(text).unwrap().states(value(stated)),
                "{text}: {stated}"
            );
        }
        for (text, not) in [
            ("321", "391"),
            ("3", "10/3"),
            ("3.4", "10/3"),
            ("-5", "5"),
            ("There is no number.", "0"),
            ("390.99", "391"),
        ] {
            assert!(
                !Answer::read(text).unwrap().states(value(not)),
                "{text}: {not}"
            );
        }
    }

    #[test]
    fn repeating_the_question_states_nothing() {
        let asked = [value("8"), value("3"), value("3")];
        let answer = Answer::read("8 - 3 + 3 = 2").unwrap();
        assert!(!answer.states_beside(value("8"), &asked));
        let answer = Answer::read("8 - 3 + 3 = 8").unwrap();
        assert!(answer.states_beside(value("8"), &asked));
    }

    #[test]
    fn hears_yes_and_no() {
        for (text, verdict) in [
            ("Yes, it is.", Some(true)),
            ("**No.**", Some(false)),
            ("False", Some(false)),
            ("No. Wait, yes it is.", None),
            ("It is.", None),
            ("", None),
        ] {
            assert_eq!(Answer::read(text).unwrap().verdict(), verdict, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            if let Some(answer) = Answer::read(&text) {
                let _ = answer.states(Rational::from(3));
            }
        }

        #[test]
        fn likely_text_is_read(text in "[0-9., /=%$ekx^×-]{0,60}") {
            let _ = Answer::read(&text).unwrap().states_beside(3.into(), &[1.into(), 2.into()]);
        }
    }
}
