//! Runs a grammar over characters, in bounded time and memory.
//!
//! A state is the set of all stacks that the text so far allows. Stacks share their tails: each is a
//! node (a place in a rule, and the node below), and equal nodes are one, so that states stay small
//! and comparing stacks is comparing numbers.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::budget::{Budget, Halt};
use super::invalid;
use super::rules::{Rules, Symbol};
use super::utf8::{Decoded, Partial, next_character};
use crate::Error;
use crate::engine::Control;

/// Number of a node. `BOTTOM` is the empty stack: the text is complete.
type NodeId = u32;
const BOTTOM: NodeId = 0;

/// Stacks in one state. Left recursion and heavy ambiguity pass any limit; large alternations of
/// literals need one stack a literal.
const MAX_STACKS: usize = 4096;
/// Nodes of one run, some 30 bytes each.
const MAX_NODES: usize = 500_000;
/// Remembered expansions of one run, 4 bytes each. Past it they are computed anew.
const MAX_REMEMBERED: usize = 2_000_000;

/// Steps to find a node by what it is, or to make it.
const NODE: usize = 8;
/// Steps to put a stack in its place in a state.
const STACK: usize = 4;

/// A compiled grammar with the stacks that its run has made.
#[derive(Debug)]
pub(crate) struct Machine {
    rules: Rules,
    /// (place, node below); the first stands for `BOTTOM`.
    nodes: Vec<(u32, NodeId)>,
    numbers: HashMap<(u32, NodeId), NodeId>,
    expansions: HashMap<NodeId, Rc<[NodeId]>>,
    remembered: usize,
    /// What single characters lead to from the stacks `tried_from`: candidates share them.
    tried: HashMap<u32, Rc<[NodeId]>>,
    tried_from: Rc<[NodeId]>,
    /// What is left until [`Machine::next_token`].
    budget: Budget,
}

/// Where a text stands in the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// Sorted, without doubles; each ready to take a character, or `BOTTOM`.
    stacks: Rc<[NodeId]>,
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
        self.partial.is_none() && *self.stacks == [BOTTOM]
    }
}

impl Machine {
    /// Explores each named rule once, so that left recursion shows before anything is generated.
    pub(super) fn new(rules: Rules, control: &Control) -> Result<(Self, State), Error> {
        let mut machine = Self {
            rules,
            nodes: vec![(u32::MAX, BOTTOM)],
            numbers: HashMap::new(),
            expansions: HashMap::new(),
            remembered: 0,
            tried: HashMap::new(),
            tried_from: Rc::default(),
            budget: Budget::new(control),
        };
        let mut named: Vec<u32> = machine.rules.names.keys().copied().collect();
        named.sort_unstable();
        let mut stacks = Rc::default();
        for rule in named.into_iter().rev() {
            stacks = machine.enter(rule).map_err(|halt| match halt {
                Halt::TooAmbiguous => {
                    let name = machine.rules.names.get(&rule).map_or("", String::as_str);
                    invalid(format!(
                        "the rule `{name}` is left-recursive or too ambiguous"
                    ))
                }
                other => other.into(),
            })?;
        }
        // `root` is rule 0 and so the last one.
        let partial = None;
        Ok((machine, State { stacks, partial }))
    }

    /// Starts the work for another token, which is bounded.
    pub(crate) fn next_token(&mut self) {
        self.budget.refill();
    }

    /// The state after `bytes`, or none if the grammar does not allow them. No bytes are not allowed,
    /// as a token without text would not bring the text forward; nor is NUL, as in llama.cpp.
    pub(crate) fn advance(&mut self, state: &State, bytes: &[u8]) -> Result<Option<State>, Error> {
        self.budget.spend(1 + bytes.len())?;
        if bytes.is_empty() || bytes.contains(&0) {
            return Ok(None);
        }
        let mut stacks: Option<Rc<[NodeId]>> = None;
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
        let stacks = stacks.unwrap_or_else(|| Rc::clone(&state.stacks));
        if let Some(partial) = partial
            && !self.can_finish(&stacks, partial)?
        {
            return Ok(None);
        }
        Ok(Some(State { stacks, partial }))
    }

    /// [`Self::step`], remembered: most candidates of a token begin with the same characters.
    fn first_step(&mut self, stacks: &Rc<[NodeId]>, character: u32) -> Result<Rc<[NodeId]>, Halt> {
        if !Rc::ptr_eq(&self.tried_from, stacks) {
            self.tried_from = Rc::clone(stacks);
            self.tried.clear();
        }
        if let Some(known) = self.tried.get(&character) {
            return Ok(Rc::clone(known));
        }
        let next = self.step(stacks, character)?;
        self.tried.insert(character, Rc::clone(&next));
        Ok(next)
    }

    fn step(&mut self, stacks: &[NodeId], character: u32) -> Result<Rc<[NodeId]>, Halt> {
        let mut next = Vec::new();
        self.budget.spend(stacks.len())?;
        for &stack in stacks {
            let Some(class) = self.class_at(stack) else {
                continue;
            };
            let class = &self.rules.classes[class];
            self.budget.spend(class.cost())?;
            if class.contains(character) {
                let (place, below) = self.nodes[stack as usize];
                let after = self.push(place + 1, below)?;
                self.expand(after, &mut next)?;
            }
        }
        tidy(&mut next)?;
        Ok(next.into())
    }

    fn can_finish(&mut self, stacks: &[NodeId], partial: Partial) -> Result<bool, Halt> {
        let (low, high) = partial.range();
        if low > high {
            return Ok(false);
        }
        self.budget.spend(stacks.len())?;
        for &stack in stacks {
            if let Some(class) = self.class_at(stack) {
                let class = &self.rules.classes[class];
                self.budget.spend(class.cost())?;
                if class.intersects(low, high) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The stacks at the start of a rule.
    fn enter(&mut self, rule: u32) -> Result<Rc<[NodeId]>, Halt> {
        let mut stacks = Vec::new();
        for at in 0..self.rules.alternatives[rule as usize].len() {
            let start = self.rules.alternatives[rule as usize][at];
            let node = self.push(start, BOTTOM)?;
            self.expand(node, &mut stacks)?;
        }
        tidy(&mut stacks)?;
        Ok(stacks.into())
    }

    /// Appends all stacks ready to take a character that `node` stands for.
    fn expand(&mut self, node: NodeId, into: &mut Vec<NodeId>) -> Result<(), Halt> {
        if self.rule_at(node).is_none() {
            self.budget.spend(STACK)?;
            into.push(node);
        } else {
            let ready = self.ready(node)?;
            self.budget.spend(STACK * ready.len())?;
            into.extend(&*ready);
        }
        if into.len() > 4 * MAX_STACKS {
            tidy(into)?;
        }
        Ok(())
    }

    /// The stacks ready to take a character that a node at a rule stands for.
    fn ready(&mut self, node: NodeId) -> Result<Rc<[NodeId]>, Halt> {
        self.budget.spend(NODE)?;
        if let Some(known) = self.expansions.get(&node) {
            return Ok(Rc::clone(known));
        }
        let mut ready = Vec::new();
        let mut seen = HashSet::from([node]);
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if seen.len() > MAX_STACKS {
                return Err(Halt::TooAmbiguous);
            }
            let Some(rule) = self.rule_at(node) else {
                self.budget.spend(STACK)?;
                ready.push(node);
                continue;
            };
            let (place, below) = self.nodes[node as usize];
            let back = self.push(place + 1, below)?;
            // A rule may have very many, and lead nowhere new with any of them.
            for at in 0..self.rules.alternatives[rule].len() {
                let start = self.rules.alternatives[rule][at];
                let entered = self.push(start, back)?;
                if seen.insert(entered) {
                    open.push(entered);
                }
            }
        }
        tidy(&mut ready)?;
        let ready: Rc<[NodeId]> = ready.into();
        if self.remembered + ready.len() <= MAX_REMEMBERED {
            self.remembered += ready.len();
            self.expansions.insert(node, Rc::clone(&ready));
        }
        Ok(ready)
    }

    /// The node for `place` above `below`. A place at its rule's end needs none, which keeps right
    /// recursion (every repetition) from growing the stack.
    fn push(&mut self, place: u32, below: NodeId) -> Result<NodeId, Halt> {
        self.budget.spend(NODE)?;
        if self.rules.symbols[place as usize] == Symbol::End {
            return Ok(below);
        }
        if let Some(&node) = self.numbers.get(&(place, below)) {
            return Ok(node);
        }
        if self.nodes.len() >= MAX_NODES {
            return Err(Halt::TooAmbiguous);
        }
        let node = NodeId::try_from(self.nodes.len()).map_err(|_| Halt::TooAmbiguous)?;
        self.nodes.push((place, below));
        self.numbers.insert((place, below), node);
        Ok(node)
    }

    fn class_at(&self, node: NodeId) -> Option<usize> {
        match self.symbol_at(node) {
            Symbol::Class(class) => Some(class as usize),
            Symbol::End | Symbol::Rule(_) => None,
        }
    }

    fn rule_at(&self, node: NodeId) -> Option<usize> {
        match self.symbol_at(node) {
            Symbol::Rule(rule) => Some(rule as usize),
            Symbol::End | Symbol::Class(_) => None,
        }
    }

    fn symbol_at(&self, node: NodeId) -> Symbol {
        if node == BOTTOM {
            return Symbol::End;
        }
        self.rules.symbols[self.nodes[node as usize].0 as usize]
    }

    /// Steps taken since [`Machine::next_token`].
    #[cfg(test)]
    pub(super) fn used(&self) -> usize {
        self.budget.used()
    }
}

fn tidy(stacks: &mut Vec<NodeId>) -> Result<(), Halt> {
    stacks.sort_unstable();
    stacks.dedup();
    if stacks.len() > MAX_STACKS {
        Err(Halt::TooAmbiguous)
    } else {
        Ok(())
    }
}
