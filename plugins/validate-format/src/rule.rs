//! What may be asked of an answer's form.

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) form: Form,
    /// Whether it was said in so many words, such as `exactly`.
    pub(crate) firm: bool,
}

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    Count(Unit, Range),
    Case(Case),
    /// None of these marks.
    Free(&'static Marks),
    /// Items with this between them.
    Joined(Separator),
    /// Within quotation marks.
    Quoted,
    /// What begins the items of a list.
    Marked(Marker),
    /// None of this letter, in lower case.
    NoLetter(char),
    /// A text, and whether it has to stand as a word.
    Contains(String, bool),
    Lacks(String, bool),
    Starts(String),
    Ends(String),
    Language(Language),
    OneOf(Vec<String>),
    Regex(String),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Words,
    Sentences,
    Paragraphs,
    Items,
    Lines,
    Characters,
}

/// Marks that may be forbidden.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// As the answer's writer is told.
    pub(crate) name: &'static str,
    pub(crate) marks: &'static [char],
    /// What they are called.
    pub(crate) names: &'static [&'static [&'static str]],
}

/// What stands between items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Separator {
    pub(crate) name: &'static str,
    pub(crate) mark: char,
}

/// The marks that may be forbidden; commas come first.
pub(crate) const MARKS: &[Marks] = &[
    Marks {
        name: "commas",
        marks: &[','],
        names: &[&["commas"], &["comma"]],
    },
    Marks {
        name: "punctuation marks",
        marks: &['.', ',', ';', ':', '!', '?'],
        names: &[&["punctuation"]],
    },
    Marks {
        name: "exclamation marks",
        marks: &['!'],
        names: &[
            &["exclamation", "marks"],
            &["exclamation", "mark"],
            &["exclamation", "points"],
            &["exclamation", "point"],
        ],
    },
    Marks {
        name: "question marks",
        marks: &['?'],
        names: &[&["question", "marks"], &["question", "mark"]],
    },
    Marks {
        name: "full stops",
        marks: &['.'],
        names: &[&["full", "stops"], &["full", "stop"], &["periods"]],
    },
    Marks {
        name: "semicolons",
        marks: &[';'],
        names: &[&["semicolons"], &["semicolon"]],
    },
    Marks {
        name: "colons",
        marks: &[':'],
        names: &[&["colons"], &["colon"]],
    },
    Marks {
        name: "digits",
        marks: &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        names: &[&["digits"], &["digit"], &["numerals"]],
    },
];

impl Marks {
    /// Whether a text has one of them.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        text.contains(self.marks)
    }
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) min: usize,
    pub(crate) max: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Bullet,
    Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
}

/// A language that can be told from English, by its script or by common words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) name: &'static str,
    /// The letters of a script of its own.
    pub(crate) script: Option<(char, char)>,
    /// Frequent words that English does not have.
    pub(crate) words: &'static [&'static str],
}

impl Rule {
    pub(crate) fn firm(form: Form) -> Self {
        Self { form, firm: true }
    }

    /// Rules of one kind replace each other, but for texts, which add up.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.form {
            Form::Count(Unit::Words, _) => "words",
            Form::Count(Unit::Sentences, _) => "sentences",
            Form::Count(Unit::Paragraphs, _) => "paragraphs",
            Form::Count(Unit::Items, _) => "items",
            Form::Count(Unit::Lines, _) => "lines",
            Form::Count(Unit::Characters, _) => "characters",
            Form::Case(_) => "case",
            Form::Free(marks) if marks.name == "commas" => "commas",
            Form::Free(_) => "marks",
            Form::Joined(_) => "separator",
            Form::Quoted => "quotes",
            Form::Marked(_) => "marker",
            Form::NoLetter(_) => "letter",
            Form::Contains(..) => "contains",
            Form::Lacks(..) => "not-contains",
            Form::Starts(_) => "starts-with",
            Form::Ends(_) => "ends-with",
            Form::Language(_) => "language",
            Form::OneOf(_) => "one-of",
            Form::Regex(_) => "regex",
        }
    }
}

impl Unit {
    /// In the plural.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Sentences => "sentences",
            Self::Paragraphs => "paragraphs",
            Self::Items => "bullet points",
            Self::Lines => "lines",
            Self::Characters => "characters",
        }
    }
}

impl Range {
    /// What "one word" may be: "Paris", and "New York". A grammar holds to one.
    pub(crate) const ONE_WORD: Self = Self { min: 1, max: 2 };

    pub(crate) fn exactly(count: usize) -> Self {
        Self {
            min: count,
            max: count,
        }
    }

    pub(crate) fn at_most(max: usize) -> Self {
        Self { min: 0, max }
    }

    pub(crate) fn at_least(min: usize) -> Self {
        Self {
            min,
            max: usize::MAX,
        }
    }

    /// `at most 20 words`
    pub(crate) fn describe(self, unit: Unit) -> String {
        let many = unit.name();
        let one = many.trim_end_matches('s');
        let name = |count| if count == 1 { one } else { many };
        match self {
            Self { min, max } if min == max => format!("exactly {min} {}", name(min)),
            Self { min: 0, max } => format!("at most {max} {}", name(max)),
            Self {
                min,
                max: usize::MAX,
            } => format!("at least {min} {}", name(min)),
            Self { min, max } => format!("{min} to {max} {many}"),
        }
    }
}

/// Languages by their English names.
pub(crate) const LANGUAGES: [Language; 14] = [
    script("russian", '\u{0400}', '\u{04FF}'),
    script("ukrainian", '\u{0400}', '\u{04FF}'),
    script("greek", '\u{0370}', '\u{03FF}'),
    script("hebrew", '\u{0590}', '\u{05FF}'),
    script("arabic", '\u{0600}', '\u{06FF}'),
    script("hindi", '\u{0900}', '\u{097F}'),
    script("thai", '\u{0E00}', '\u{0E7F}'),
    script("korean", '\u{1100}', '\u{D7AF}'),
    script("japanese", '\u{3040}', '\u{9FFF}'),
    script("chinese", '\u{3400}', '\u{9FFF}'),
    words(
        "french",
        &[
            "le", "la", "les", "est", "et", "une", "un", "des", "du", "je", "il", "dans", "pour",
        ],
    ),
    words(
        "spanish",
        &[
            "el", "la", "los", "es", "y", "una", "un", "de", "que", "en", "por", "para", "con",
        ],
    ),
    words(
        "german",
        &[
            "der", "die", "das", "ist", "und", "ein", "eine", "ich", "nicht", "mit", "zu", "den",
            "im",
        ],
    ),
    words(
        "italian",
        &[
            "il", "la", "è", "e", "un", "una", "di", "che", "per", "con", "sono", "gli", "del",
        ],
    ),
];

const fn script(name: &'static str, first: char, last: char) -> Language {
    Language {
        name,
        script: Some((first, last)),
        words: &[],
    }
}

const fn words(name: &'static str, words: &'static [&'static str]) -> Language {
    Language {
        name,
        script: None,
        words,
    }
}
