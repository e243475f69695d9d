//! Small words that say how a question is built.

/// Whether a list has a word, whatever its case.
pub(crate) fn has(list: &str, word: &str) -> bool {
    list.split(' ')
        .any(|known| known.eq_ignore_ascii_case(word))
}

pub(crate) const WH: &str = "who whom whose what what's who's where's whats whos wheres where'd who'd what'd when'd how's when's which when where how why";
pub(crate) const AUXILIARY: &str = "did does do is are was were has have had can could will would must may shall should might be been being";
pub(crate) const PREPOSITIONS: &str = "in on at to from of by with for into behind under near through about over after before during since until onto \
against between beside inside";
pub(crate) const PRONOUNS: &str = "he she they it i we you";
/// What stands before the subject of a clause.
pub(crate) const SUBJECTS: &str =
    "the a an he she they it i we you his her their my our your this that these those its";
/// With these words the answer is reckoned, judged, or somewhere else.
pub(crate) const NOT_READ_OFF: &str = "total altogether sum difference average combined not never except besides without why author narrator would \
might think else if don't doesn't didn't isn't wasn't aren't weren't cannot can't paragraph paragraphs sentences letters vowels syllables characters \
more fewer less than mean opposite synonym theme mood tone moral feel infer imply likely probably opinion your two three all names both other \
twice half ratio later ago apart older younger taller longer heavier faster cheaper higher bigger farther further idiom phrase expression proverb saying metaphor";
/// A number may be given with another verb for these.
pub(crate) const STATIVE: &str = "need use require work live attend employ contain own get consist include hold belong join come take";
/// With these a number is reckoned.
pub(crate) const RECKONED: &str = "remain remaining remains times";
/// Words before the question proper that only lead to it.
pub(crate) const LEADING: &str = "tell know text article passage according based please answer say find read using question paragraph story legend report \
notice note letter message email mail excerpt above below following information name give state identify work document context description want see \
look check quick hi hello okay ok mentioned pull extract determine help remind figure search wonder wondering review schedule snippet given pls wanna i'd like";
/// Words that say little.
pub(crate) const LIGHT: &str = "now today currently happen happened held located situated used given said stated according exactly called named \
expected get got go going do doing mentioned according text passage article below above schedule notice letter message email mail report note review \
excerpt document story paragraph following please pls plz";
/// Words without which nothing is certain.
pub(crate) const VITAL: &str = "first second third fourth fifth last next previous original originally most least best worst before after only former \
main final";
/// What a demand begins with.
pub(crate) const DEMANDS: &str = "give name find state identify tell write say provide extract indicate mention pull determine pick copy report specify \
quote locate need want know get show";
