//! Who plays which role, and who shadows it. Every role can be given to another component between two runs.

use std::sync::Arc;

use omni_skills::{Generation, Reflector, Router, Scorer, Skill, Slot, Validator};
use omni_store::SkillRecord;

use crate::config::OnFailure;

/// A role, the component that plays it now, and the one that only watches.
pub struct Role<S> {
    slot: Slot<S>,
    shadow: Slot<Option<S>>,
    on_failure: OnFailure,
}

impl<S> Role<S> {
    /// Gives the role to `skill`.
    pub fn new(skill: S, on_failure: OnFailure) -> Self {
        Self {
            slot: Slot::new(skill),
            shadow: Slot::new(None),
            on_failure,
        }
    }

    /// Gives the role to another component. Runs under way keep the one they began with.
    /// Returns the number of the new generation.
    pub fn swap(&self, skill: S) -> u64 {
        self.slot.swap(skill)
    }

    /// Lets a component judge all that this role's judges, without deciding anything; none: nobody.
    pub fn shadow(&self, skill: Option<S>) {
        self.shadow.swap(skill);
    }

    pub(crate) fn current(&self) -> Arc<Generation<S>> {
        self.slot.current()
    }

    pub(crate) fn current_shadow(&self) -> Arc<Generation<Option<S>>> {
        self.shadow.current()
    }

    fn cast(&self) -> Cast<S> {
        Cast {
            skill: self.slot.current(),
            shadow: self.shadow.current(),
            on_failure: self.on_failure,
        }
    }
}

/// All roles of a host. A role that nobody plays is none.
#[derive(Default)]
pub struct Roles {
    /// Judges each response.
    pub scorer: Option<Role<Scorer>>,
    /// Find faults, in this order.
    pub validators: Vec<Role<Validator>>,
    /// Plans retries.
    pub reflector: Option<Role<Reflector>>,
    /// Sends each request its way.
    pub router: Option<Role<Router>>,
}

/// A component for the length of one run.
pub(crate) struct Cast<S> {
    pub(crate) skill: Arc<Generation<S>>,
    pub(crate) shadow: Arc<Generation<Option<S>>>,
    pub(crate) on_failure: OnFailure,
}

/// The components of one run: a swap in its midst does not touch it.
pub(crate) struct Crew {
    pub(crate) scorer: Option<Cast<Scorer>>,
    pub(crate) validators: Vec<Cast<Validator>>,
    pub(crate) reflector: Option<Cast<Reflector>>,
    pub(crate) router: Option<Cast<Router>>,
}

impl Roles {
    pub(crate) fn crew(&self) -> Crew {
        Crew {
            scorer: self.scorer.as_ref().map(Role::cast),
            validators: self.validators.iter().map(Role::cast).collect(),
            reflector: self.reflector.as_ref().map(Role::cast),
            router: self.router.as_ref().map(Role::cast),
        }
    }
}

impl Crew {
    pub(crate) fn records(&self) -> Vec<SkillRecord> {
        let scorer = self
            .scorer
            .iter()
            .map(|cast| record(cast.skill.skill(), cast.skill.number()));
        let validators = self
            .validators
            .iter()
            .map(|cast| record(cast.skill.skill(), cast.skill.number()));
        let reflector = self
            .reflector
            .iter()
            .map(|cast| record(cast.skill.skill(), cast.skill.number()));
        let router = self
            .router
            .iter()
            .map(|cast| record(cast.skill.skill(), cast.skill.number()));
        let judges = scorer.chain(validators);
        judges.chain(reflector).chain(router).collect()
    }
}

pub(crate) fn record(skill: &Skill, generation: u64) -> SkillRecord {
    SkillRecord {
        role: skill.kind().to_string(),
        name: skill.name().to_owned(),
        sha256: skill.sha256().to_owned(),
        policy_sha256: skill.policy().sha256.clone(),
        generation,
    }
}

/// A typed handle of a skill that can play a role.
pub(crate) trait Player: TryFrom<Skill, Error = omni_skills::Error> {
    fn skill(&self) -> &Skill;
}

macro_rules! players {
    ($($handle:ident)*) => { $(
        impl Player for $handle {
            fn skill(&self) -> &Skill {
                $handle::skill(self)
            }
        }
    )* };
}

players!(Scorer Validator Reflector Router);
