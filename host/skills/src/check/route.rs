//! Routes.

use super::{MAX_REASONS, Output, count, for_people, length};
use crate::text::tame;
use crate::types::{Attachment, Route, RouteModel};

/// The longest id of an adapter, in bytes.
pub const MAX_ADAPTER: usize = 64;
/// Most iterations that a route may ask for: as many as a run can have.
pub const MAX_ITERATIONS: u32 = 3;

impl Output for Route {
    fn bytes(&self) -> usize {
        let reasons: usize = self.reasons.iter().map(String::len).sum();
        let adapter = match &self.model {
            RouteModel::Adapter(id) => id.len(),
            RouteModel::Main | RouteModel::Fallback => 0,
        };
        reasons + adapter + self.ways.len()
    }

    fn tidy(&mut self) -> Result<(), String> {
        if let RouteModel::Adapter(id) = &self.model {
            check_adapter(id)?;
        }
        if let Some(most) = self.max_iterations
            && !(1..=MAX_ITERATIONS).contains(&most)
        {
            return Err(format!(
                "at most {most} iterations, and it is from 1 to {MAX_ITERATIONS}"
            ));
        }
        count("reasons", self.reasons.len(), MAX_REASONS)?;
        let mut reasons = self.reasons.iter_mut();
        reasons.try_for_each(|reason| for_people("a reason", reason))
    }
}

/// Whether every attachment has its way.
pub(crate) fn fits(route: &Route, attachments: &[Attachment]) -> Result<(), String> {
    let (ways, attachments) = (route.ways.len(), attachments.len());
    match ways == attachments {
        true => Ok(()),
        false => Err(format!("{ways} ways for {attachments} attachments")),
    }
}

/// Ids become names of files, and so are plain.
fn check_adapter(id: &str) -> Result<(), String> {
    length("an adapter's id", id.len(), MAX_ADAPTER)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if id.is_empty() || id.starts_with('.') || !id.bytes().all(plain) {
        let id = tame(id, MAX_ADAPTER);
        return Err(format!(
            "the adapter `{id}`, and an id is made of letters, digits, `-`, `_` and, not at its start, `.`"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::types::Way;

    fn route() -> Route {
        Route {
            ways: vec![Way::Image],
            model: RouteModel::Main,
            max_iterations: None,
            reflection: None,
            reasons: vec!["why".to_owned()],
        }
    }

    #[test]
    fn hints_are_in_range() {
        for (most, good) in [(0, false), (1, true), (3, true), (4, false)] {
            let mut route = route();
            route.max_iterations = Some(most);
            assert_eq!(route.tidy().is_ok(), good, "{most}");
        }
    }

    #[test]
    fn adapters_are_plain_names() {
        for (id, good) in [
            ("2026-11-22.1", true),
            ("", false),
            ("../x", false),
            ("a b", false),
        ] {
            let mut route = route();
            route.model = RouteModel::Adapter(id.to_owned());
            assert_eq!(route.tidy().is_ok(), good, "{id}");
        }
    }

    #[test]
    fn every_attachment_has_a_way() {
        let picture = Attachment::of(b"x");
        assert_eq!(fits(&route(), std::slice::from_ref(&picture)), Ok(()));
        assert_snapshot!(fits(&route(), &[]).unwrap_err(), @"1 ways for 0 attachments");
    }
}
