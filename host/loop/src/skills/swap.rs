//! Who has a role from now on: swap, roll back, shadow, promote.

use std::path::Path;

use omni_policy::Policy;
use omni_skills::{
    DatasetBuilder, ImagePreprocessor, Kind, Reflector, Router, Scorer, Skill, Validator,
};

use super::{Casting, Skills};
use crate::assignments::{Assignment, Assignments, RoleName, write_atomically};
use crate::{Error, signed};

impl Skills {
    /// Gives a role to another component, for every later run, after loading it as proof that it can
    /// play the role. A file and its policy are copied into the home, so that they may go afterwards.
    ///
    /// # Errors
    /// If there is no such role, the component is refused, or the home cannot be written; the role
    /// stays with whoever has it then.
    pub fn swap(
        &self,
        role: &RoleName,
        component: &str,
        policy: Option<&Path>,
    ) -> Result<Skill, Error> {
        let (skill, assignment) = self.candidate(role, component, policy)?;
        self.change(role, &skill, |assignments| {
            assignments.set(role.clone(), Some(assignment));
        })?;
        Ok(skill)
    }

    /// Gives a role back to whom `omni.toml` names, and loads it. A role that `omni.toml` no longer has is
    /// forgotten, and then nobody's.
    ///
    /// # Errors
    /// If there never was such a role, the home cannot be written, or who would have the role is refused.
    pub fn reset(&self, role: &RoleName) -> Result<Option<Skill>, Error> {
        if let Err(error) = self.role(role) {
            let assignments = Assignments::read(&self.home)?;
            if assignments.get(role).is_none() && assignments.shadow(role).is_none() {
                return Err(error);
            }
            self.assign(|assignments| assignments.forget(role))?;
            return Ok(None);
        }
        let skill = self.load(&self.role_with(role, None)?)?;
        self.change(role, &skill, |assignments| {
            assignments.set(role.clone(), None)
        })?;
        Ok(Some(skill))
    }

    /// Gives a role back to who had it before the last swap, and loads it.
    ///
    /// # Errors
    /// [`Error::NothingBefore`] if it was never swapped; else as [`Skills::reset`].
    pub fn roll_back(&self, role: &RoleName) -> Result<Skill, Error> {
        self.role(role)?;
        let mut assignments = Assignments::read(&self.home)?;
        if !assignments.take_back(role) {
            return Err(Error::NothingBefore(role.clone()));
        }
        let skill = self.load(&self.role_with(role, assignments.get(role))?)?;
        self.change(role, &skill, |assignments| {
            assignments.take_back(role);
        })?;
        Ok(skill)
    }

    /// Lets a component judge all that a role's judges, without deciding anything.
    ///
    /// # Errors
    /// [`Error::NoShadow`] for a role whose answers cannot be compared; else as [`Skills::swap`].
    pub fn shadow(
        &self,
        role: &RoleName,
        component: &str,
        policy: Option<&Path>,
    ) -> Result<Skill, Error> {
        if matches!(role, RoleName::Reflector | RoleName::Image) {
            return Err(Error::NoShadow(role.clone()));
        }
        let (skill, assignment) = self.candidate(role, component, policy)?;
        self.assign(|assignments| assignments.set_shadow(role.clone(), Some(assignment)))?;
        Ok(skill)
    }

    /// Lets nobody shadow a role any more. False if nobody did.
    ///
    /// # Errors
    /// If the home cannot be written.
    pub fn unshadow(&self, role: &RoleName) -> Result<bool, Error> {
        let had = Assignments::read(&self.home)?.shadow(role).is_some();
        if had {
            self.assign(|assignments| assignments.set_shadow(role.clone(), None))?;
        }
        Ok(had)
    }

    /// Gives a role to the component that shadows it.
    ///
    /// # Errors
    /// [`Error::NobodyShadows`] if there is none; else as [`Skills::swap`].
    pub fn promote(&self, role: &RoleName) -> Result<Skill, Error> {
        self.role(role)?;
        let nobody = || Error::NobodyShadows(role.clone());
        let assignments = Assignments::read(&self.home)?;
        let shadow = assignments.shadow(role).cloned().ok_or_else(nobody)?;
        let skill = self.load(&self.role_with(role, Some(&shadow))?)?;
        self.change(role, &skill, |assignments| {
            assignments.set(role.clone(), Some(shadow));
            assignments.set_shadow(role.clone(), None);
        })?;
        Ok(skill)
    }

    /// Loads a component that is to play or shadow a role, and what is to be written down of it.
    fn candidate(
        &self,
        role: &RoleName,
        component: &str,
        policy: Option<&Path>,
    ) -> Result<(Skill, Assignment), Error> {
        let casting = self.role(role)?;
        let here = std::env::current_dir().unwrap_or_default();
        let found = self.library.find(component, &here)?;
        let policy = policy.map(|policy| here.join(policy));
        let bytes = self.library.read(&found)?;
        let rules = self.library.policy(&found, policy.as_deref())?;
        let skill = self.admit(Some(role), &found, &bytes, rules, casting.config.config)?;
        require(&skill, role.kind())?;
        let installed = policy.is_none() && self.library.list().contains(&found);
        let assignment = match installed {
            true => Assignment {
                component: found.name,
                policy: None,
            },
            false => self.keep_copy(&skill, &bytes, &found.path)?,
        };
        Ok((skill, assignment))
    }

    /// Records that a role goes to `to`, then writes it down: a swap that is recorded and then fails is
    /// better than one that nobody can prove.
    fn change(
        &self,
        role: &RoleName,
        to: &Skill,
        change: impl FnOnce(&mut Assignments),
    ) -> Result<(), Error> {
        if let Some(trail) = &self.trail {
            let before = self.role(role).ok();
            let before = before.and_then(|casting| self.component(&casting));
            trail.swapped(role, before.as_deref(), to, None);
            trail.settle()?;
        }
        self.assign(change)
    }

    /// The bytes of the component that plays a role, as far as they can be read.
    fn component(&self, casting: &Casting) -> Option<Vec<u8>> {
        let found = self.find(casting).ok()?;
        self.library.read(&found).ok()
    }

    /// Copies a component, its policy and its signature into the home. The folder goes by both digests: the
    /// names stay, and different files of one name do not meet.
    fn keep_copy(&self, skill: &Skill, component: &[u8], from: &Path) -> Result<Assignment, Error> {
        let policy = skill.policy();
        let digests = format!("{:.16}-{:.16}", skill.sha256(), policy.sha256);
        let folder = self.home.join("skills").join("swapped").join(digests);
        let write = |name: String, bytes: &[u8]| {
            let path = folder.join(name);
            write_atomically(&path, bytes).map_err(|source| Error::Write {
                path: path.clone(),
                source,
            })?;
            Ok::<_, Error>(path)
        };
        let rules = match &policy.path {
            Some(original) => {
                let text = match &policy.grants.filesystem {
                    // A relative folder starts from the policy's own: the copy has to name the same one.
                    Some(_) => policy.to_string(),
                    None => unchanged(original, policy)?,
                };
                Some(write(format!("{}.toml", skill.name()), text.as_bytes())?)
            }
            None => None,
        };
        if let Some(signature) = signed::beside(from) {
            write(format!("{}.wasm.asc", skill.name()), &signature)?;
        }
        let path = write(format!("{}.wasm", skill.name()), component)?;
        Ok(Assignment {
            component: path.to_string_lossy().into_owned(),
            policy: rules,
        })
    }

    /// Changes the assignments; two processes that do so at once do not undo each other's change.
    fn assign(&self, change: impl FnOnce(&mut Assignments)) -> Result<(), Error> {
        let path = self.home.join("skills").join("roles.lock");
        let lock = || {
            std::fs::create_dir_all(self.home.join("skills"))?;
            let file = std::fs::File::create(&path)?;
            file.lock()?;
            Ok(file)
        };
        let _held = lock().map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        let mut assignments = Assignments::read(&self.home)?;
        change(&mut assignments);
        assignments.write(&self.home)
    }
}

/// Whether a skill can play a role of this kind.
fn require(skill: &Skill, kind: Kind) -> Result<(), Error> {
    match kind {
        Kind::Scorer => Scorer::try_from(skill.clone()).map(drop)?,
        Kind::Validator => Validator::try_from(skill.clone()).map(drop)?,
        Kind::Reflector => Reflector::try_from(skill.clone()).map(drop)?,
        Kind::Router => Router::try_from(skill.clone()).map(drop)?,
        Kind::ImagePreprocessor => ImagePreprocessor::try_from(skill.clone()).map(drop)?,
        Kind::DatasetBuilder => DatasetBuilder::try_from(skill.clone()).map(drop)?,
    }
    Ok(())
}

/// The text of a policy's file, if it still is the text that was checked.
fn unchanged(path: &Path, checked: &Policy) -> Result<String, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Component {
        path: path.to_owned(),
        source,
    })?;
    if Policy::parse(path, &text)?.sha256 != checked.sha256 {
        let source = std::io::Error::other("it changed while it was read");
        return Err(Error::Component {
            path: path.to_owned(),
            source,
        });
    }
    Ok(text)
}
