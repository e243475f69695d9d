//! Words that make another request of one on a list.

use reading::Token;

/// Nobody says more about a list in words that are not known.
pub(crate) const MOST_NOUNS: usize = 10;

/// Whether a word may change what is asked.
pub(crate) fn is_twist(token: &Token<'_>) -> bool {
    token.is_among(TWISTS)
}

const TWISTS: &str = "\
even|odd|prime|primes|sum|sums|product|difference|average|mean|total|digit|digits|letter|vowel|\
vowels|consonant|consonants|syllable|syllables|ending|endings|population|area|except|excluding|\
ignore|ignoring|not|don't|never|other|others|missing|between|above|below|than|make|makes|made|form|\
formed|possible|combine|combined|squared|square|squares|cube|root|divisor|divisors|factor|factors|\
multiple|multiples|remainder|common|rhyme|rhymes|meaning|means|translate|french|german|spanish|\
uppercase|lowercase|capitalize|capitalise|capitalized|if|unless|add|added|insert|inserted|replace|\
replaced|double|doubled|half|halve|plus|minus|absolute|story|poem|essay|python|code|function|\
program|sql|algorithm|explain|why|javascript|top|bottom|best-selling|swap|swapped|swapping|shuffle|\
random|randomly|odd-numbered|every|alternate|merge|both|pair|pairs|group|split|category|categories|\
type|kind|kinds|colour|color|frequency|popularity|preference|taste|importance|priority|difficulty|\
distance|only|less|fewer|more|invented|discovered|founded|built|war|born|died|president|presidents|\
ruled|won|gave|win|wins|race|ran|finished|finish|behind|ahead|taller|sentence|sentences|history|\
world|released|published|happened|occurred|event|events|life|cycle|stage|stages|step|steps|\
instructions|recipe|process|belong|belongs|opposite|synonym|synonyms|antonym|plural|word's|\
leaves|leave|leaving|served|joins|joined|enters|entered|overtakes|overtook|passes|moves|moved|\
quits|retires|divide|divides|divided|dividing|divisible|evenly|fits|shared|share|second-to-last|doesn't|isn't|without|skip|skipping|then";

/// What is said, without the sentences that keep things as they are.
pub(crate) fn without_remarks<'t>(said: &[Token<'t>]) -> Vec<Token<'t>> {
    const KEEPS: &[&str] = &[
        "change", "add", "alter", "modify", "explain", "number", "use", "include", "repeat",
        "write", "invent",
    ];
    const REST: &[&str] = &[
        "the",
        "words",
        "word",
        "any",
        "anything",
        "names",
        "name",
        "numbers",
        "items",
        "them",
        "or",
        "else",
        "new",
        "explanation",
        "spelling",
        "it",
        "a",
        "your",
        "answer",
        "other",
        "extra",
        "text",
        "more",
        "comments",
        "bullets",
        "bullet",
        "points",
        "numbering",
        "themselves",
    ];
    let begins = |at: usize| {
        said[at].is_any(&["do", "don't"])
            && (said[at].is("don't") || said.get(at + 1).is_some_and(|next| next.is("not")))
    };
    let mut kept = Vec::with_capacity(said.len());
    let mut at = 0;
    while at < said.len() {
        if begins(at) {
            let verb = at + if said[at].is("don't") { 1 } else { 2 };
            if said.get(verb).is_some_and(|token| token.is_any(KEEPS)) {
                let rest = said[verb + 1..]
                    .iter()
                    .take_while(|token| token.is_any(REST))
                    .count();
                at = verb + 1 + rest;
                continue;
            }
        }
        kept.push(said[at].clone());
        at += 1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::tokens;

    #[test]
    fn what_keeps_things_goes() {
        let said = tokens("Reverse it do not change the words");
        assert_eq!(without_remarks(&said).len(), 2);
        let said = tokens("Do not sort it");
        assert_eq!(without_remarks(&said).len(), 4);
    }
}
