//! GBNF source → rules.

use std::collections::{HashMap, HashSet};

use super::cursor::{Cursor, is_name};
use super::invalid;
use super::rules::{Class, Rules, Symbol};
use crate::Error;

/// A larger source is refused; the largest useful grammars (a big JSON Schema) are well below.
const MAX_SOURCE: usize = 256 * 1024;
/// Parentheses in parentheses. The parser recurses, so this bounds its stack.
const MAX_NESTING: usize = 64;
/// Repetitions are written out, so this bounds `{m,n}`; llama.cpp has the same limit.
const MAX_REPETITIONS: u32 = 2000;
/// Places in all rules, after repetitions are written out.
const MAX_SYMBOLS: usize = 200_000;

/// Parses GBNF with the start symbol `root`.
pub(super) fn parse(source: &str) -> Result<Rules, Error> {
    if source.len() > MAX_SOURCE {
        return Err(invalid(format!(
            "it is longer than {} KiB",
            MAX_SOURCE / 1024
        )));
    }
    let mut parser = Parser {
        text: Cursor::new(source),
        rules: Rules::default(),
        ids: HashMap::new(),
        classes: HashMap::new(),
        size: 0,
    };
    parser.rule_id("root");
    parser.text.space(true);
    while parser.text.peek().is_some() {
        parser.rule()?;
    }
    parser.finish()
}

type Items = Vec<Symbol>;

struct Parser<'s> {
    text: Cursor<'s>,
    rules: Rules,
    ids: HashMap<String, u32>,
    /// Numbers of the classes, so that equal ones have one and alternatives can be compared.
    classes: HashMap<Class, u32>,
    /// Places written so far, those of rules that are not defined yet too.
    size: usize,
}

impl Parser<'_> {
    fn rule(&mut self) -> Result<(), Error> {
        let name = self.text.name()?.to_owned();
        let id = self.rule_id(&name);
        self.text.space(false);
        if !self.text.take("::=") {
            return Err(self.text.wrong("expected `::=`"));
        }
        self.text.space(true);
        if !self.rules.alternatives[id as usize].is_empty() {
            return Err(self
                .text
                .wrong(&format!("the rule `{name}` is defined twice")));
        }
        let alternatives = self.alternatives(0)?;
        self.define(id, alternatives)?;
        match self.text.peek() {
            None | Some('\r' | '\n') => self.text.space(true),
            Some(other) => return Err(self.text.wrong(&format!("unexpected `{other}`"))),
        }
        Ok(())
    }

    fn alternatives(&mut self, nesting: usize) -> Result<Vec<Items>, Error> {
        let mut all = vec![self.sequence(nesting)?];
        while self.text.take("|") {
            self.text.space(true);
            all.push(self.sequence(nesting)?);
        }
        Ok(all)
    }

    fn sequence(&mut self, nesting: usize) -> Result<Items, Error> {
        let mut done = Items::new();
        // What a following `*`, `+`, `?` or `{` repeats.
        let mut last: Option<Items> = None;
        while let Some(next) = self.text.peek() {
            let item = match next {
                '"' => self.literal()?,
                '[' => self.class()?,
                '.' => {
                    self.text.take(".");
                    self.add_class(Class::new(true, Vec::new()))
                }
                '(' => self.group(nesting)?,
                '*' | '+' | '?' | '{' => {
                    let (min, max) = self.repetition()?;
                    let Some(item) = last.take() else {
                        return Err(self
                            .text
                            .wrong(&format!("nothing to repeat before `{next}`")));
                    };
                    self.repeat(item, min, max)?
                }
                '<' | '!' => return Err(self.text.wrong("token references are not allowed")),
                name if is_name(name) => {
                    let name = self.text.name()?.to_owned();
                    vec![Symbol::Rule(self.rule_id(&name))]
                }
                _ => break,
            };
            self.text.space(nesting > 0);
            self.grow(item.len())?;
            done.extend(last.replace(item).unwrap_or_default());
        }
        done.extend(last.unwrap_or_default());
        Ok(done)
    }

    fn group(&mut self, nesting: usize) -> Result<Items, Error> {
        if nesting >= MAX_NESTING {
            return Err(self
                .text
                .wrong(&format!("parentheses are nested deeper than {MAX_NESTING}")));
        }
        self.text.take("(");
        self.text.space(true);
        let alternatives = self.alternatives(nesting + 1)?;
        if !self.text.take(")") {
            return Err(self.text.wrong("expected `)`"));
        }
        let id = self.new_rule();
        self.define(id, alternatives)?;
        Ok(vec![Symbol::Rule(id)])
    }

    fn literal(&mut self) -> Result<Items, Error> {
        self.text.take("\"");
        let mut items = Items::new();
        while !self.text.take("\"") {
            let character = self.text.character()?;
            items.extend(self.add_class(Class::new(false, vec![(character, character)])));
        }
        Ok(items)
    }

    fn class(&mut self) -> Result<Items, Error> {
        self.text.take("[");
        let negated = self.text.take("^");
        let mut ranges = Vec::new();
        while !self.text.take("]") {
            let low = self.text.character()?;
            let high = if self.text.takes_range() {
                self.text.character()?
            } else {
                low
            };
            ranges.push((low, high));
        }
        Ok(self.add_class(Class::new(negated, ranges)))
    }

    /// `*`, `+`, `?`, `{m}`, `{m,}` or `{m,n}` as (at least, at most).
    fn repetition(&mut self) -> Result<(u32, Option<u32>), Error> {
        for (sign, min, max) in [("*", 0, None), ("+", 1, None), ("?", 0, Some(1))] {
            if self.text.take(sign) {
                return Ok((min, max));
            }
        }
        self.text.take("{");
        self.text.space(true);
        let Some(min) = self.text.number() else {
            return Err(self.text.wrong("expected a number"));
        };
        self.text.space(true);
        let mut max = Some(min);
        if self.text.take(",") {
            self.text.space(true);
            max = self.text.number();
            self.text.space(true);
        }
        if !self.text.take("}") {
            return Err(self.text.wrong("expected `}`"));
        }
        if min > MAX_REPETITIONS {
            return Err(self
                .text
                .wrong(&format!("more than {MAX_REPETITIONS} repetitions")));
        }
        if max.is_some_and(|max| max < min) {
            return Err(self.text.wrong("the repetition ends below its start"));
        }
        // As llama.cpp: an upper bound that large is none.
        Ok((min, max.filter(|&max| max <= MAX_REPETITIONS)))
    }

    /// Writes a repetition out: `S{m,n}` is m times S and then a chain of optional ones.
    fn repeat(&mut self, item: Items, min: u32, max: Option<u32>) -> Result<Items, Error> {
        if item.is_empty() {
            return Ok(item);
        }
        let item = if item.len() == 1 {
            item[0]
        } else {
            let id = self.new_rule();
            self.define(id, vec![item])?;
            Symbol::Rule(id)
        };
        let mut items = vec![item; min as usize];
        let mut tail = None;
        match max {
            None => {
                let id = self.new_rule();
                self.grow(2)?;
                self.define(id, vec![vec![item, Symbol::Rule(id)], Items::new()])?;
                tail = Some(id);
            }
            Some(max) => {
                for _ in min..max {
                    let mut more = vec![item];
                    more.extend(tail.map(Symbol::Rule));
                    let id = self.new_rule();
                    self.grow(more.len())?;
                    self.define(id, vec![more, Items::new()])?;
                    tail = Some(id);
                }
            }
        }
        items.extend(tail.map(Symbol::Rule));
        Ok(items)
    }

    fn finish(self) -> Result<Rules, Error> {
        let undefined = |id: &u32| self.rules.alternatives[*id as usize].is_empty();
        if let Some(name) = self
            .ids
            .iter()
            .filter(|(_, id)| undefined(id))
            .map(|(name, _)| name)
            .min()
        {
            return Err(invalid(format!("the rule `{name}` is not defined")));
        }
        Ok(self.rules)
    }

    fn rule_id(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.new_rule();
        self.ids.insert(name.to_owned(), id);
        self.rules.names.insert(id, name.to_owned());
        id
    }

    fn new_rule(&mut self) -> u32 {
        self.rules.alternatives.push(Vec::new());
        index(self.rules.alternatives.len() - 1)
    }

    /// Gives a rule its alternatives, each of them once.
    fn define(&mut self, id: u32, alternatives: Vec<Items>) -> Result<(), Error> {
        self.grow(alternatives.len())?;
        let mut seen = HashSet::new();
        for items in &alternatives {
            if !seen.insert(items) {
                continue;
            }
            let start = index(self.rules.symbols.len());
            self.rules.symbols.extend(items);
            self.rules.symbols.push(Symbol::End);
            self.rules.alternatives[id as usize].push(start);
        }
        Ok(())
    }

    fn add_class(&mut self, class: Class) -> Items {
        let classes = &mut self.rules.classes;
        let number = self.classes.entry(class).or_insert_with_key(|class| {
            classes.push(class.clone());
            index(classes.len() - 1)
        });
        vec![Symbol::Class(*number)]
    }

    fn grow(&mut self, places: usize) -> Result<(), Error> {
        self.size += places;
        if self.size > MAX_SYMBOLS {
            return Err(self.text.wrong(&format!(
                "it has more than {MAX_SYMBOLS} elements with repetitions written out"
            )));
        }
        Ok(())
    }
}

/// `MAX_SOURCE` and `MAX_SYMBOLS` keep every index far below `u32::MAX`.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
