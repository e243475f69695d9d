//! The words of requests to sort, to reverse, to pick and to count.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// What requests on lists say.
pub(crate) const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "sort",
            "sort|sorted|sorting|order|ordered|arrange|arranged|rearrange|reorder|put|rank|organize|organise|organized|list|\
place|line up|write|give|return|rewrite|set",
        ),
        (
            "alphabetical",
            "alphabetically|alphabetical order|alphabetic order|alphabetical|alphabetic|from a to z|a to z|a - z|alphabet|\
dictionary order|order of the alphabet|abc order|by alphabet|as in a dictionary|in a dictionary|alphabetize|alphabetise|alphabetized",
        ),
        (
            "z-to-a",
            "reverse alphabetical order|reverse alphabetical|reverse alphabetically|reversed alphabetical order|from z to a|z to a|z - a|\
descending alphabetical order|backwards alphabetically|inverse alphabetical order|reverse alphabetic order|reverse - alphabetical|reverse - alphabetical order",
        ),
        (
            "rising",
            "ascending|ascending order|increasing|increasing order|rising|rising order|smallest to largest|smallest to biggest|\
smallest to greatest|lowest to highest|least to greatest|small to large|small to big|low to high|smallest first|lowest first|\
numerical order|numeric order|numerically|upwards|smallest number first|growing order|from the smallest to the largest|\
the smallest to the largest|the smallest to the biggest|the lowest to the highest|smallest to the largest|smallest one first|order of size|by size|by value|size",
        ),
        (
            "falling",
            "descending|descending order|decreasing|decreasing order|falling|falling order|largest to smallest|biggest to smallest|\
greatest to smallest|highest to lowest|greatest to least|large to small|big to small|high to low|largest first|highest first|\
biggest first|greatest first|largest number first|reverse numerical order|the largest to the smallest|the biggest to the smallest|the highest to the lowest|largest to the smallest|largest one first|downwards",
        ),
        (
            "short-first",
            "shortest first|shortest to longest|short to long|the shortest to the longest|shortest word first|increasing length|ascending length|shortest one first|shortest to the longest|fewest letters first|fewest letters to most letters|fewest to most letters|starting with the shortest|beginning with the shortest|order of increasing length",
        ),
        (
            "long-first",
            "longest first|longest to shortest|long to short|the longest to the shortest|longest word first|decreasing length|descending length|longest one first|most letters first|most to fewest letters|starting with the longest|beginning with the longest|order of decreasing length",
        ),
        (
            "length",
            "by length|by their length|by word length|according to length|according to their length|length|number of letters|by number of letters|by the number of letters|by how long they are|word length|order of length",
        ),
        (
            "reverse",
            "reverse|reversed|reverse order|backwards|backward|opposite order|the other way around|the other way round|\
last to first|back to front|from back to front|from end to start|from the last to the first|reversing|flip|flipped|inverse order|invert|in reverse",
        ),
        (
            "calendar",
            "order of the year|calendar order|chronological order|chronologically|order they come in the year|order they occur|\
order in which they occur|order they fall in the year|january to december|they come in the year|the order of the year|order of the calendar|calendar|as they come in the year|earliest to latest|the year|during the year|order they appear in the year|order of the week|order they come in the week|monday to sunday|the week|as they come in the week|earliest in the year first|earliest first|order in which they come|they come|order they come|order in the year",
        ),
        (
            "dup",
            "duplicates|duplicate|repeats|repeated|repetitions|doubles|repeating|all duplicates|any duplicates|repetition",
        ),
        ("dedup", "deduplicate|dedupe|deduplicated"),
        ("unique", "unique|distinct|different"),
        (
            "remove",
            "remove|delete|drop|without|eliminate|take out|get rid of|strip|filter out|leave out|removing|dropping|clean|removed",
        ),
        (
            "largest",
            "largest|biggest|greatest|highest|maximum|max|the most",
        ),
        ("smallest", "smallest|lowest|minimum|min|least"),
        ("longest", "longest|most letters|the most letters"),
        ("shortest", "shortest|fewest letters|the fewest letters"),
        ("first", "first|earliest"),
        ("second", "second|2nd"),
        ("third", "third|3rd"),
        ("fourth", "fourth|4th"),
        ("fifth", "fifth|5th"),
        ("last", "last|final|latest"),
        ("larger", "larger|bigger|greater|higher"),
        ("smaller", "smaller|lower"),
        ("longer", "longer"),
        ("shorter", "shorter"),
        (
            "many?",
            "how many|count|number of|the number of|total number of|count up|counting",
        ),
        (
            "times?",
            "how many times|how often|number of times|number of occurrences|occurrences of|the number of occurrences of|the number of times",
        ),
        (
            "items",
            "items|elements|entries|things|values|members|terms|objects",
        ),
        ("of-words", "words|word"),
        ("of-numbers", "numbers|number|integers|figures"),
        (
            NOTHING,
            "so that each appears only once|so each appears only once|so that each item appears only once|keeping the first of each|keep the first of each|these|those|following|below|above|here|names|name|by|from|to|them|into|on|among|amongst|between|out of|as|for|or|comes|come|would come|appear in|stands|at|\
go|goes|when|if|were sorted|one|only|list of|array|set of|sequence|row|series|way|correct|right|new|proper|standard|result|all|\
every|given|any|two|three|four|five|six|seven|eight|nine|ten|found|contains|contain|contained|included|listed|up|each|starting|beginning|with|but|\
fruits|animals|cities|countries|colours|colors|months|days|weekdays|people|cards|prices|ages|strings|order of|the order of|whose|more|end up|pick|identify|choose|select|original|same|too|it's|has|based on|according to|occurs|occur|show|shows|item|element|entry|value|lists|separated by commas|commas|using|group|collection|english|letters|month|months of|days of|!",
        ),
        (NOTHING, SMALL),
    ],
};
