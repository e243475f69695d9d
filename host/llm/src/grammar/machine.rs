//! Runs a grammar over characters, in bounded time and memory.
//!
//! A state is the set of all stacks that the text so far allows. Stacks share their tails: each is a
//! node (a place in a rule, and the node below), and equal nodes are one, so that states stay small
//! and comparing stacks is comparing numbers.

use std::collections::HashMap;

use super::invalid;
use super::rules::{Rules, Symbol};
use super::utf8::{Decoded, Partial, next_character};
use crate::Error;

/// Number of a node. `BOTTOM` is the empty stack: the text is complete.
type NodeId = u32;
const BOTTOM: NodeId = 0;

/// Stacks in one state. Left recursion and heavy ambiguity pass any limit; large alternations of
/// literals need one stack a literal.
const MAX_STACKS: usize = 4096;
/// Stacks looked at for one token: some tenths of a second, between two looks at the deadline.
const MAX_WORK: usize = 30_000_000;
/// Nodes of one run, some 30 bytes each.
const MAX_NODES: usize = 500_000;
/// Remembered expansions of one run, 4 bytes each. Past it they are computed anew.
const MAX_REMEMBERED: usize = 2_000_000;

/// A compiled grammar with the stacks that its run has made.
#[derive(Debug)]
pub(crate) struct Machine {
    rules: Rules,
    /// (place, node below); the first stands for `BOTTOM`.
    nodes: Vec<(u32, NodeId)>,
    numbers: HashMap<(u32, NodeId), NodeId>,
    expansions: HashMap<NodeId, Vec<NodeId>>,
    remembered: usize,
    /// What single characters lead to from the stacks `tried_from`: candidates share them.
    tried: HashMap<u32, Vec<NodeId>>,
    tried_from: Vec<NodeId>,
    /// Stacks looked at since [`Machine::next_token`].
    work: usize,
}

/// Where a text stands in the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// Sorted, without doubles; each ready to take a character, or `BOTTOM`.
    stacks: Vec<NodeId>,
    /// A character that has begun.
    partial: Option<Partial>,
}

impl State {
    /// Whether the text may end here.
    pub(crate) fn complete(&self) -> bool {
        self.partial.is_none() && self.stacks.first() == Some(&BOTTOM)
    }

    /// Whether the text has to end here.
    pub(crate) fn finished(&self) -> bool {
        self.partial.is_none() && self.stacks == [BOTTOM]
    }
}

impl Machine {
    /// Explores each named rule once, so that left recursion shows before anything is generated.
    pub(super) fn new(rules: Rules) -> Result<(Self, State), Error> {
        let mut machine = Self {
            rules,
            nodes: vec![(u32::MAX, BOTTOM)],
            numbers: HashMap::new(),
            expansions: HashMap::new(),
            remembered: 0,
            tried: HashMap::new(),
            tried_from: Vec::new(),
            work: 0,
        };
        let mut named: Vec<u32> = machine.rules.names.keys().copied().collect();
        named.sort_unstable();
        let mut start = Vec::new();
        for rule in named.into_iter().rev() {
            start = machine.enter(rule).map_err(|_| {
                let name = machine.rules.names.get(&rule).map_or("", String::as_str);
                invalid(format!(
                    "the rule `{name}` is left-recursive or too ambiguous"
                ))
            })?;
        }
        // `root` is rule 0 and so the last one.
        Ok((
            machine,
            State {
                stacks: start,
                partial: None,
            },
        ))
    }

    /// Starts the work for another token, which is bounded.
    pub(crate) fn next_token(&mut self) {
        self.work = 0;
    }

    /// The state after `bytes`, or none if the grammar does not allow them. No bytes are not allowed,
    /// as a token without text would not bring the text forward; nor is NUL, as in llama.cpp.
    pub(crate) fn advance(&mut self, state: &State, bytes: &[u8]) -> Result<Option<State>, Error> {
        if bytes.is_empty() || bytes.contains(&0) {
            return Ok(None);
        }
        let mut stacks: Option<Vec<NodeId>> = None;
        let mut partial = state.partial;
        for &byte in bytes {
            let character = match next_character(partial, byte) {
                Decoded::Invalid => return Ok(None),
                Decoded::Partial(begun) => {
                    partial = Some(begun);
                    continue;
                }
                Decoded::Character(character) => character,
            };
            partial = None;
            let next = match &stacks {
                None => self.first_step(&state.stacks, character)?,
                Some(stacks) => self.step(stacks, character)?,
            };
            if next.is_empty() {
                return Ok(None);
            }
            stacks = Some(next);
        }
        let stacks = stacks.unwrap_or_else(|| state.stacks.clone());
        if partial.is_some_and(|partial| !self.can_finish(&stacks, partial)) {
            return Ok(None);
        }
        Ok(Some(State { stacks, partial }))
    }

    /// [`Self::step`], remembered: most candidates of a token begin with the same characters.
    fn first_step(&mut self, stacks: &[NodeId], character: u32) -> Result<Vec<NodeId>, Error> {
        if self.tried_from != stacks {
            self.tried_from = stacks.to_vec();
            self.tried.clear();
        }
        if let Some(known) = self.tried.get(&character) {
            return Ok(known.clone());
        }
        let next = self.step(stacks, character)?;
        self.tried.insert(character, next.clone());
        Ok(next)
    }

    fn step(&mut self, stacks: &[NodeId], character: u32) -> Result<Vec<NodeId>, Error> {
        let mut next = Vec::new();
        for &stack in stacks {
            if self
                .class_at(stack)
                .is_some_and(|class| self.rules.classes[class].contains(character))
            {
                let (place, below) = self.nodes[stack as usize];
                let after = self.push(place + 1, below)?;
                let before = next.len();
                self.expand(after, &mut next)?;
                self.count(next.len() - before)?;
                if next.len() > 4 * MAX_STACKS {
                    tidy(&mut next)?;
                }
            }
        }
        self.count(stacks.len())?;
        tidy(&mut next)?;
        Ok(next)
    }

    fn can_finish(&self, stacks: &[NodeId], partial: Partial) -> bool {
        let (low, high) = partial.range();
        low <= high
            && stacks.iter().any(|&stack| {
                self.class_at(stack)
                    .is_some_and(|class| self.rules.classes[class].intersects(low, high))
            })
    }

    /// The stacks at the start of a rule.
    fn enter(&mut self, rule: u32) -> Result<Vec<NodeId>, Error> {
        let mut stacks = Vec::new();
        for start in self.rules.alternatives[rule as usize].clone() {
            let node = self.push(start, BOTTOM)?;
            self.expand(node, &mut stacks)?;
            tidy(&mut stacks)?;
        }
        Ok(stacks)
    }

    /// Appends all stacks ready to take a character that `node` stands for.
    fn expand(&mut self, node: NodeId, into: &mut Vec<NodeId>) -> Result<(), Error> {
        if let Some(known) = self.expansions.get(&node) {
            into.extend(known);
            return Ok(());
        }
        let mut ready = Vec::new();
        let mut seen = std::collections::HashSet::from([node]);
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if seen.len() > MAX_STACKS {
                return Err(too_much());
            }
            if node == BOTTOM {
                ready.push(BOTTOM);
                continue;
            }
            let (place, below) = self.nodes[node as usize];
            let Symbol::Rule(rule) = self.rules.symbols[place as usize] else {
                ready.push(node);
                continue;
            };
            let back = self.push(place + 1, below)?;
            for start in self.rules.alternatives[rule as usize].clone() {
                let entered = self.push(start, back)?;
                if seen.insert(entered) {
                    open.push(entered);
                }
            }
        }
        self.count(seen.len())?;
        tidy(&mut ready)?;
        into.extend(&ready);
        if self.remembered + ready.len() <= MAX_REMEMBERED {
            self.remembered += ready.len();
            self.expansions.insert(node, ready);
        }
        Ok(())
    }

    /// The node for `place` above `below`. A place at its rule's end needs none, which keeps right
    /// recursion (every repetition) from growing the stack.
    fn push(&mut self, place: u32, below: NodeId) -> Result<NodeId, Error> {
        if self.rules.symbols[place as usize] == Symbol::End {
            return Ok(below);
        }
        if let Some(&node) = self.numbers.get(&(place, below)) {
            return Ok(node);
        }
        if self.nodes.len() >= MAX_NODES {
            return Err(too_much());
        }
        let node = NodeId::try_from(self.nodes.len()).map_err(|_| too_much())?;
        self.nodes.push((place, below));
        self.numbers.insert((place, below), node);
        Ok(node)
    }

    fn count(&mut self, stacks: usize) -> Result<(), Error> {
        self.work += stacks;
        if self.work > MAX_WORK {
            Err(too_much())
        } else {
            Ok(())
        }
    }

    fn class_at(&self, node: NodeId) -> Option<usize> {
        if node == BOTTOM {
            return None;
        }
        match self.rules.symbols[self.nodes[node as usize].0 as usize] {
            Symbol::Class(class) => Some(class as usize),
            Symbol::End | Symbol::Rule(_) => None,
        }
    }
}

fn tidy(stacks: &mut Vec<NodeId>) -> Result<(), Error> {
    stacks.sort_unstable();
    stacks.dedup();
    if stacks.len() > MAX_STACKS {
        Err(too_much())
    } else {
        Ok(())
    }
}

fn too_much() -> Error {
    invalid("it is too ambiguous to be followed within its limits of memory")
}
