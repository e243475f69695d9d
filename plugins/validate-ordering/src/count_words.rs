//! The words of questions on how many there are.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// What is said in questions on letters, words and items. Other words are let through
/// where they cannot change the question: see [`TWISTS`].
pub(crate) static WORDS: Lexicon = Lexicon::new(&[
    (
        "times?",
        "how many times|how often|number of times|the number of times|number of occurrences|number of occurrences of|\
the number of occurrences of|how many occurrences of|count the occurrences of|occurrences of|the count of|how frequently|count of|how many instances of|\
number of instances of|number of appearances of|frequency of|the frequency of|how many occurrences",
    ),
    (
        "many?",
        "how many|count|number of|the number of|total number of|count up|counting|how long|what is the length of|the length of|length of|many|what number of|which number of|\
total of|the total of|tally|tally up|the amount of|amount of|the quantity of|quantity of|total count of|the total count of|how many total|what total of|what quantity of|what count of",
    ),
    (
        "letters-total?",
        "total number of letters|the total number of letters|total of letters|the total of letters|total letters|sum of the letters|how many letters altogether|how many letters in total",
    ),
    ("length?", "what is the length|the length|length"),
    ("words?", "word count|wordcount|count of words|words count"),
    ("letters?", "letter count|letters count"),
    (
        "characters?",
        "character count|len|string length|length of the string|the length of the string|the length of the word|length of the word|how long is the word|how long is the string|how long is the name|length of the name|the length of the name",
    ),
    ("vowels?", "vowel count"),
    ("consonants?", "consonant count"),
    (
        "items?",
        "item count|how many in|how many in total|how many altogether",
    ),
    (
        "letters",
        "letters|letters of the alphabet|alphabet letters|alphabetic characters|alphabetical characters|individual letters|alphabetic letters",
    ),
    ("characters", "characters|individual characters"),
    ("vowels", "vowels|vowel letters|vowel|vowel sounds"),
    ("consonants", "consonants|consonant letters|consonant"),
    (
        "capitals",
        "capital letters|capitals|capital letter|uppercase letters|upper - case letters|upper case letters|uppercase characters|uppercase letter|\
letters in upper case|letters in uppercase|letters are capital|letters are uppercase|letters are capitals|letters are in uppercase|letters are capitalized|letters are capitalised|big letters|letters are upper case",
    ),
    (
        "smalls",
        "lowercase letters|lower - case letters|lower case letters|small letters|lowercase characters|lower - case letter|lowercase letter|lower case letter|small letter|letters are lowercase|letters are in lowercase",
    ),
    (
        "capital-start",
        "capital first letter|with a capital letter|with capital letters|capitalised|capitalized|with a capital|with an uppercase letter|with an upper - case letter|capitalised words|capitalized words|in capitals",
    ),
    ("words", "words|every word|each word|all the words"),
    ("word", "word"),
    (
        "digits",
        "digits|digit|digit characters|numeric characters|numeric digits|numerals|numeral|figures",
    ),
    ("sentences", "sentences|full sentences|complete sentences"),
    ("commas", "commas|comma|comma characters"),
    ("periods", "periods|full stops|full stop"),
    ("questions", "question marks|question mark"),
    (
        "exclamations",
        "exclamation marks|exclamation points|exclamation mark|exclamation point",
    ),
    ("spaces", "spaces|space characters|blank spaces|blanks"),
    ("hyphens", "hyphens|dashes"),
    (
        "doubles",
        "double letters|doubled letters|pairs of double letters|pairs of equal letters|double letter pairs",
    ),
    ("letter", "letter|character"),
    (
        "list",
        "list|lists|array|entries|entry|enumeration|sequence|series",
    ),
    (
        "items",
        "items|elements|things|values|members|terms|objects|names|products|articles|item|element",
    ),
    ("numbers", "numbers|integers|values in the list"),
    (
        "start",
        "start|starts|starting|begin|begins|beginning|first letter|start off|starts off|initial|starting letter",
    ),
    (
        "end",
        "end|ends|ending|finish|finishes|finishing|finish off|last letter|final letter",
    ),
    ("even", "even|even numbers|even number"),
    ("odd", "odd|odd numbers|odd number"),
    (
        "over",
        "greater than|larger than|bigger than|higher than|more than|above|over|exceed|exceeds|longer than|strictly greater than",
    ),
    (
        "under",
        "less than|smaller than|lower than|fewer than|below|under|shorter than",
    ),
    (
        "at-least",
        "at least|or more|no fewer than|no less than|minimum of",
    ),
    (
        "at-most",
        "at most|or fewer|or less|no more than|maximum of",
    ),
    (
        "contain",
        "contain|contains|containing|include|includes|including|have|has|having|with|feature|features",
    ),
    ("positive", "positive|positive numbers"),
    ("negative", "negative|negative numbers"),
    (
        "multiple",
        "can be divided by|be divided by|evenly divisible by|in the table of|divisible by|multiples of|multiple of",
    ),
    ("distinct", "different|distinct|unique"),
    (
        "no-spaces",
        "without the spaces|without spaces|not counting spaces|not counting the spaces|ignoring spaces|ignoring the spaces|excluding spaces|excluding the spaces|leaving out the spaces|\
disregarding spaces|spaces excluded|spaces not counted|not including spaces|not including the spaces|spaces do not count|apart from the spaces|if you ignore the spaces|leaving out spaces|spaces aside|except spaces|without counting spaces|without counting the spaces|if spaces are not counted|if spaces are ignored|ignore spaces|ignore the spaces",
    ),
    (
        "letters-only",
        "not digits|not numbers|ignoring punctuation|without punctuation|excluding punctuation|not counting punctuation|not counting the punctuation|ignoring digits|excluding digits|letters only|only letters|not counting numbers|not punctuation|not the digits|not spaces|ignoring spaces and punctuation|excluding spaces and punctuation|not counting spaces or punctuation",
    ),
    (
        "y-consonant",
        "counting y as consonant|counting y as a consonant|treating y as a consonant|with y as a consonant|y is a consonant|y as a consonant|y as consonant|y counts as a consonant",
    ),
    (
        "y-vowel",
        "counting y as vowel|counting y as a vowel|treating y as a vowel|with y as a vowel|y is a vowel|y as a vowel|y as vowel|including y|y counts as a vowel",
    ),
    ("zeros", "zeros|zeroes"),
    (
        "removed",
        "deleting|deleting all|deleting every|removing all|removing every|taking out all|taking out every|taking out|dropping all|dropping every|crossing out all|crossing out every|crossing out|cross out|cross out every|cross out all|crossed out|strike out|strike out every|strike out all|remove|remove every|remove all|removed|removing|take out|take out every|take out all|taken out|taken away|take away|taken out of|removed from|delete|delete every|delete all|deleted|deleted from|erase|erase every|erase all|erased|erased from|drop|drop every|drop all|dropped|leave out|leave out every|leave out all|left out|left out of|without its|without the|without any|minus its|minus the|rub out|rub out every|rub out all|rubbed out|strip out|stripped of|stripped of its",
    ),
    (
        "left",
        "left over|are left over|left|are left|remain|remaining|still there|stay|stay behind|survive",
    ),
    ("lines", "lines|rows"),
    (
        "together",
        "together|combined|altogether|in total|in all|total|both|taken together",
    ),
    ("them", "of them|them|of these|of those|these|those"),
    (
        NOTHING,
        "consist|comprise|comprises|only the|just the|just|all of its|i mean|rather|every|appear|appears|appearing|occur|occurs|occurring|used|is used|found|contained|made up of|made of|consist of|consists of|\
sentence|phrase|text|line|string|name|number|following|for|from|come up|comes up|shows up|show up|turn up|turns up|pop up|pops up|get|use|uses|using|spelling|spelled|spell|within|inside|\
english|below|next|make up|makes up|total|altogether|in total|in all|present|here|by|go into|if you|included|instances|one|long|integer|written|single|at|as|to|show|value|figure|on|all|\
individual|overall|entire|whole|full|complete|given|any|up|counted|calculated|identify|look|looking|seen|spot|see|check|go through|really|actually|would|exactly|precisely|possess|possesses|\
there's|into|or|i'd|tell|among|amongst|out of|proverb|saying|quote|question|title|passage|paragraph|note|message|headline|such|listed|mentioned|named|shown|write|state|report|just|\
appearances|occurrences|times|times in|question is|compute|kindly|also|too|sorry|actually|much|need|needed|required|take|takes|form|forms|spell out|written out|spelt|answer|reply|sum|tell us|us|anywhere|inside of|aloud|ever|provided|above word|above|one by one|correct|right|true|proper|actual|real|counted|this one|that one|pls|plz|thx",
    ),
    (NOTHING, SMALL),
]);

/// Words that may change what is counted, or what is meant by it.
pub(crate) const TWISTS: &str = "\
except|excluding|exclude|excepting|besides|other|others|not|without|than|more|fewer|less|twice|half|\
remain|remaining|remains|left|remove|removed|removing|delete|deleted|replace|replaced|replacing|add|\
added|adding|after|before|between|first|second|third|last|longest|shortest|both|each|per|every|most|\
least|syllables|syllable|sounds|sound|anagram|anagrams|combinations|ways|arrangements|permutations|orders|orderings|choices|selections|games|matches|handshakes|\
rhyme|rhymes|rhyming|mean|means|meaning|french|german|spanish|italian|latin|greek|hawaiian|language|\
languages|plural|translate|translation|translated|missing|misspelled|wrong|incorrect|common|should|\
wrote|sent|received|play|book|novel|film|movie|song|could|might|may|\
reverse|reversed|backwards|pronounce|pronounced|silent|spoken|morse|scrabble|points|score|keyboard|\
typing|hidden|change|changed|swap|duplicate|duplicates|repeated|repeat|repeats|repeating|once|\
adjacent|consecutive|row|verbs|nouns|adjectives|verb|noun|adjective|adverbs|pronouns|prepositions|\
articles|conjunctions|plurals|mistakes|errors|typos|unless|if|only|neither|nor|either|prime|odd|\
factors|divisors|divided|divide|binary|decimal|hexadecimal|trailing|leading|paragraphs|years|minutes|hours|euros|\
dollars|cost|double|sum|average|poem|ascii|unicode|bytes|bits|tokens|vocabulary|dictionary|synonyms|\
definitions|episodes|seasons|chapters|pages|versions|increase|same|equal|identical|contain|\
containing";

/// Words that change the question where they stand beside it.
pub(crate) const SETTING_TWISTS: &str = "\
treat|write|make|create|compose|invent|build|treated|except|exclude|excluding|ignore|ignoring|not|don't|doesn't|unless|remove|removed|\
replace|replaced|change|changed|only|counts|delete|add|added|erase|erased|swap|skip|skipping|twice|\
lost|then|first|later|instead|translate|now|buys|buy|bought|eat|ate|eats|gave|gives|took|takes";
