//! What is said in words of its own: case, marks, lists, texts, language.

use reading::Token;

use super::case::case;
use super::choice::choice;
use super::lists::lists;
use super::marks::{free_of, in_quotation_marks, letter, mark_at_end};
use super::texts::texts;
use crate::rule::{Form, LANGUAGES, Rule};

/// The rules that a sentence states.
pub(super) fn stated(text: &str, sentence: &[Token<'_>]) -> Vec<Rule> {
    let mut forms = Vec::new();
    forms.extend(case(sentence).map(Form::Case));
    forms.extend(free_of(sentence).into_iter().map(Form::Free));
    forms.extend(mark_at_end(sentence).map(|mark| Form::Ends(mark.to_owned())));
    forms.extend(lists(sentence));
    forms.extend(letter(sentence).map(Form::NoLetter));
    forms.extend(language(sentence));
    if in_quotation_marks(sentence) {
        forms.push(Form::Quoted);
    } else {
        forms.extend(texts(text, sentence));
    }
    forms.extend(choice(sentence));
    forms.into_iter().map(Rule::firm).collect()
}

/// `Answer in French.`
fn language(sentence: &[Token<'_>]) -> Option<Form> {
    let [verb, rest @ ..] = sentence else {
        return None;
    };
    if !verb.is_any(&["answer", "reply", "respond"]) {
        return None;
    }
    let rest = match rest {
        [only, rest @ ..] if only.is("only") => rest,
        rest => rest,
    };
    match rest {
        [within, name] | [within, name, _] if within.is("in") => {
            if rest.len() == 3 && !rest[2].is("only") {
                return None;
            }
            LANGUAGES
                .iter()
                .find(|language| name.is(language.name))
                .map(|language| Form::Language(*language))
        }
        _ => None,
    }
}
