//! The words of requests to sort, to reverse, to pick and to count.

use reading::skeleton::{Lexicon, NOTHING, SMALL};

/// What requests on lists say.
pub(crate) static WORDS: Lexicon = Lexicon::new(&[
    (
        "sort",
        "sort|sorted|sorting|ordered|bring|tidy up|tidy|organise|get|show|enter|type|copy|call|arrange|arranged|rearrange|reorder|put|rank|ranked|ranking|organize|organise|organized|\
place|line up|write|give|return|rewrite|set",
    ),
    (
        "alphabetical",
        "alphabetically|alphabetical order|alphabetic order|alphabetical|alphabetic|from a to z|a to z|a - z|alphabet|\
dictionary order|a through z|from a through z|a - to - z|alphabetical sequence|the order of a dictionary|as a dictionary would|like a dictionary|a → z|a–z|az order|abc|order of the alphabet|abc order|by alphabet|as in a dictionary|in a dictionary|alphabetize|alphabetise|alphabetized|alphabetised|alphabetizing|by first name|by name|by names|by their name|by title|by their first names|by first names|by their first name|by their titles|lexicographic order|lexicographically",
    ),
    (
        "z-to-a",
        "reverse alphabetical order|reverse alphabetical|reverse alphabetically|reversed alphabetical order|from z to a|z to a|z - a|\
descending alphabetical order|from z down to a|from z back to a|descending alphabetical|alphabetical order from z to a|alphabetical order reversed|backwards alphabetically|inverse alphabetical order|reverse alphabetic order|reverse - alphabetical|reverse - alphabetical order",
    ),
    (
        "rising",
        "on a number line|on a number line from left to right|along a number line|from left to right on a number line|asc|ascend|ascending|ascending order|increasing|increasing order|rising|rising order|smallest to largest|smallest to biggest|\
smallest to greatest|lowest to highest|least to greatest|small to large|small to big|low to high|smallest first|lowest first|\
numerical order|numeric order|numerically|upwards|smallest number first|growing order|from the smallest to the largest|\
the smallest to the largest|the smallest to the biggest|the lowest to the highest|smallest to the largest|smallest one first",
    ),
    (
        "falling",
        "desc|descend|descending|descending order|decreasing|decreasing order|falling|falling order|largest to smallest|biggest to smallest|\
greatest to smallest|highest to lowest|greatest to least|large to small|big to small|high to low|largest first|highest first|\
biggest first|greatest first|largest number first|reverse numerical order|the largest to the smallest|the biggest to the smallest|the highest to the lowest|largest to the smallest|largest one first|downwards|downward|going down|from high to low",
    ),
    (
        "by-size",
        "order of size|by size|by value|size|in order of value|order of value|numerical value|by magnitude|magnitude|order of magnitude|by price|by age|by weight|by height|by score|by their value|by their size|by numerical value|by their numerical value|by cost|by distance|by points|by year",
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
last to first|back to front|from back to front|from end to start|from the last to the first|reversing|flip|flipped|inverse order|invert|in reverse|from the end to the start|from the end to the beginning|from the bottom to the top|from bottom to top|bottom to top|starting from the end|starting at the end|from the last one to the first|the last one first|last item first|last one first",
    ),
    (
        "calendar",
        "order of the year|calendar order|chronological order|chronologically|order they come in the year|order they occur|\
order in which they occur|order they fall in the year|january to december|they come in the year|the order of the year|order of the calendar|calendar|as they come in the year|the year|during the year|order they appear in the year|order of the week|order they come in the week|monday to sunday|the week|as they come in the week|time order|chronological|date order|order of date|by date|order of time|order of their dates|sequence of the year|order of the months|position in the week|position in the year|place in the year|place in the week|by position in the week|by position in the year|their place in the calendar|order of the days|order of the seasons|order in which they come|they come|order they come|order in the year|as they follow one another|as they follow each other|in which they follow one another",
    ),
    (
        "calendar-back",
        "reverse chronological order|reverse chronological|reverse calendar order|reverse - chronological order|reverse chronologically|reverse date order",
    ),
    (
        "surname",
        "by surname|by last name|by family name|by surnames|by last names|by their surname|by their surnames|by their last names|order of surname|order of surnames|by the surname|by the last name|surname|surnames",
    ),
    ("turn", "turn|turning|turned"),
    ("around", "around|round"),
    (
        "proper",
        "put them right|get them right|fix the order|put right|usual order|right order|correct order|natural order|proper order|normal order|their order|logical order|the order they belong in|right sequence|correct sequence",
    ),
    (
        "kept",
        "keep the order of first appearance|keeping the order of first appearance|keep the original order|keeping the original order|without changing the order|keep the order|keeping the order|in the original order|\
in order of first appearance|in the order of first appearance|preserve the order|preserving the order|preserving order|preserve the original order|preserving the original order|keep the first occurrence|keeping the first occurrence|keeping only the first occurrence|\
maintain the order|maintaining the order|maintaining the original order|leave the order|the order must stay the same|order unchanged|keep the order the same|keep the order as it is|in the order in which they first appear|in order of appearance|in the same order|same order|original order|keeping order|keep order|leaving the order as it is|leave the order as it is|do not change the order|don't change the order|otherwise in the same order|in their original order",
    ),
    (
        "dup",
        "duplicates|duplicate|duplicated|duplicate entries|duplicate items|repeated entries|repeats|double entries|repeated|repetitions|doubles|repeating|all duplicates|any duplicates|repetition",
    ),
    (
        "dedup",
        "so that nothing is in it twice|so that nothing appears twice|so that nothing is there twice|so that none appears twice|so nothing appears twice|with nothing twice|no item twice|deduplicate|dedupe|deduplicated|de - duplicate|once|only once|just once|once only|exactly once|once each|each once|no repeats|no duplicates|no repetitions|no repetition|no doubles|a single time|only one time|just one time|one time only|without repeats",
    ),
    ("unique", "unique|distinct|different|uniques"),
    (
        "remove",
        "remove|delete|drop|strike|strike out|weed out|throw out|purge|erase|cross out|without|eliminate|take out|get rid of|strip|filter out|leave out|removing|without any|cut|cut out|discard|dropping|clean|removed",
    ),
    (
        "first",
        "first|1st|at the top of|at the top|at the head of|at the very top of|at the beginning of|at the start of",
    ),
    ("second", "second|2nd"),
    ("third", "third|3rd"),
    ("fourth", "fourth|4th"),
    ("fifth", "fifth|5th"),
    ("sixth", "sixth"),
    ("seventh", "seventh"),
    (
        "second-last",
        "second from the end|second from last|second from the last|second - last|one before last|one before the last|second to last|second last|penultimate|last but one|next to last|second - to - last|next - to - last",
    ),
    (
        "third-last",
        "third from the end|third from last|third to last|third last|third from the last",
    ),
    (
        "planets",
        "by distance from the sun|distance from the sun|by their distance from the sun|order from the sun|from the sun|starting from the sun|closest to the sun first|nearest to the sun first",
    ),
    (
        "middle",
        "middle|in the middle|median|the median of|median of|middle value",
    ),
    (
        "after",
        "after|directly after|right after|immediately after|just after|follows|following on|comes after|directly follows|immediately follows|next after|directly behind|right behind|immediately behind|just behind|behind|comes next after",
    ),
    (
        "before",
        "before|directly before|right before|immediately before|just before|precedes|comes before|directly precedes|immediately precedes|in front of|directly in front of|right in front of",
    ),
    ("next", "next"),
    (
        "last",
        "last|final|at the bottom of|at the bottom|at the very end of|at the end of|at the foot of",
    ),
    ("many?", "how many|count|total number of|count up"),
    (
        "times?",
        "how many times|how often|number of times|number of occurrences|occurrences of|the number of occurrences of|the number of times",
    ),
    (
        "items",
        "items|elements|entries|things|values|members|terms|objects",
    ),
    ("of-words", "words|word"),
    (
        "of-numbers",
        "numbers|number|integers|figures|decimals|fractions",
    ),
    (
        "listed",
        "list|queue|line|row|sequence|series|order|array|lineup|line - up|enumeration",
    ),
    (
        NOTHING,
        "make this a list|make it a list|turn this into a list|make a list|make this list one|clean up|out of order|in the wrong order|mixed up|jumbled|ignoring case|ignoring upper / lower case|case - insensitive|case insensitive|ignoring capital letters|ignoring capitals|ignoring capitalisation|ignoring capitalization|regardless of case|case - insensitively|ignore case|ignore upper / lower case|ignoring the case|\
do not sort by case|without thousands separators|without thousand separators|without commas|without quotes|without numbering|without bullets|without any extra text|without brackets|without units|with the units|label|labels|so that each appears only once|so each appears only once|so that each item appears only once|keeping the first of each|keep the first of each|these|those|following|below|above|here|names|name|by|from|to|them|into|on|among|amongst|between|out of|as|for|or|comes|come|would come|appear in|stands|at|\
go|goes|when|if|were sorted|one|only|list of|set of|way|correct|right|new|by first name|by name|by their names|by their name|by title|instead|again|so that|it should be|should|directly|immediately|twice|some|last names|first names|without changing them|unchanged|do not change the words|write nothing else|nothing else|nothing but|with|according|into an|order the|them in|proper|standard|result|all|\
every|given|any|two|three|four|five|six|seven|eight|nine|ten|found|contains|contain|contained|included|listed|up|each|starting|beginning|with|but|\
counting|counting letters|fruits|animals|cities|countries|colours|colors|months|days|weekdays|people|cards|prices|ages|strings|order of|the order of|whose|more|end up|pick|identify|choose|select|original|same|too|it's|has|based on|according to|occurs|occur|show|shows|item|element|entry|value|lists|separated by commas|commas|using|group|collection|english|letters|month|months of|days of|!",
    ),
    (NOTHING, SMALL),
]);
