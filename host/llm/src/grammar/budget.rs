//! How much a grammar may cost until the next token, and whether to go on at all.

use super::invalid;
use crate::Error;
use crate::engine::{Control, StopReason};

/// Steps of some nanoseconds each: some tenths of a second.
pub(super) const MAX_STEPS: usize = 30_000_000;
/// Steps between two looks at the deadline.
const LOOK_EVERY: usize = 10_000;

/// Why a grammar is not followed further.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// Too many stacks at once: left recursion, or heavy ambiguity.
    TooAmbiguous,
    /// The budget is used up.
    TooMuchWork,
    /// Whoever asked wants no more.
    Stopped(StopReason),
}

impl From<Halt> for Error {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::TooAmbiguous => {
                invalid("it is too ambiguous to be followed within its limits of memory")
            }
            Halt::TooMuchWork => invalid("it takes too much work to follow"),
            Halt::Stopped(reason) => Self::Stopped(reason),
        }
    }
}

/// Steps that are left, and who may stop them.
#[derive(Debug)]
pub(super) struct Budget {
    control: Control,
    used: usize,
    look_at: usize,
}

impl Budget {
    pub(super) fn new(control: &Control) -> Self {
        Self {
            control: control.clone(),
            used: 0,
            look_at: 0,
        }
    }

    /// Takes `steps`, before they are done.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Halt> {
        self.used = self.used.saturating_add(steps);
        if self.used >= self.look_at {
            self.look_at = self.used.saturating_add(LOOK_EVERY);
            if let Some(reason) = self.control.stopped() {
                return Err(Halt::Stopped(reason));
            }
        }
        if self.used > MAX_STEPS {
            return Err(Halt::TooMuchWork);
        }
        Ok(())
    }

    /// All steps are left again.
    pub(super) fn refill(&mut self) {
        self.used = 0;
        self.look_at = 0;
    }

    #[cfg(test)]
    pub(super) fn used(&self) -> usize {
        self.used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_up_stays_so_until_it_is_refilled() {
        let mut budget = Budget::new(&Control::default());
        assert_eq!(budget.spend(MAX_STEPS), Ok(()));
        assert_eq!(budget.spend(1), Err(Halt::TooMuchWork));
        assert_eq!(budget.spend(usize::MAX), Err(Halt::TooMuchWork));
        budget.refill();
        assert_eq!(budget.spend(1), Ok(()));
    }

    #[test]
    fn a_stop_is_seen_within_some_thousand_steps() {
        let control = Control::default();
        let mut budget = Budget::new(&control);
        assert_eq!(budget.spend(1), Ok(()));
        control.cancel.set();
        let taken = (0..LOOK_EVERY).find_map(|_| budget.spend(1).err());
        assert_eq!(taken, Some(Halt::Stopped(StopReason::Cancelled)));
    }
}
