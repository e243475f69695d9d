//! `omni skill shadow · compare · promote`

use std::path::Path;

use omni_loop::{Comparison, Difference, RoleName, Side, Skills};
use omni_store::Verdict;

use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BOLD, DIM, short_digest};

/// Lets a component judge along, or with none nobody.
pub(super) fn shadow(
    skills: &Skills,
    role: &RoleName,
    component: Option<&str>,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let Some(component) = component else {
        let had = skills.unshadow(role)?;
        if json {
            return output::json(&serde_json::json!({ "role": role.to_string(), "name": null }));
        }
        return output::line(&match had {
            true => format!("nobody shadows {role} any more"),
            false => format!("nobody shadowed {role}"),
        });
    };
    let skill = skills.shadow(role, component, policy)?;
    if json {
        return output::json(&serde_json::json!({
            "role": role.to_string(), "name": skill.name(), "sha256": skill.sha256(),
        }));
    }
    output::line(&format!(
        "{} judges along as {role} and decides nothing {DIM}({}){DIM:#}",
        skill.name(),
        short_digest(skill.sha256())
    ))?;
    output::note(&format!(
        "{DIM}after some runs, `omni skill compare {role}` shows how they compare{DIM:#}"
    ));
    Ok(())
}

/// Shows how who judges along compares with who decides.
pub(super) fn compare(context: &Context, role: &RoleName, json: bool) -> Result<(), CliError> {
    let skills = context.skills()?;
    let nobody = || omni_loop::Error::NobodyShadows(role.clone());
    let shadow = skills.shadow_of(role)?.ok_or_else(nobody)?;
    let live = skills.load(&skills.role(role)?)?;
    let threshold = context.config.run.confidence;
    let compared = Comparison::of(&context.store()?, &live, &shadow, threshold)?;
    if json {
        return output::json(&compared);
    }
    let Comparison {
        live,
        shadow,
        differ,
        ..
    } = &compared;
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    let row = |what: &str, of: &dyn Fn(&Side) -> String| [what.to_owned(), of(live), of(shadow)];
    output::table(
        [&format!("{role}"), "decides", "judges along"],
        [
            row("skill", &|side| side.name.clone()),
            row("sha256", &|side| short_digest(&side.sha256).to_owned()),
            row("median time, ms", &|side| number(side.median_ms)),
            row("AUROC on rated answers", &|side| number(side.auroc)),
            row("ECE on rated answers", &|side| number(side.ece)),
        ],
    )?;
    output::line("")?;
    output::line(&format!(
        "{} responses judged by both, {} failures, {} of them rated answers",
        compared.compared, compared.failures, compared.rated
    ))?;
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let agreement = compared.agreement.map_or("-".to_owned(), percent);
    let apart = number(compared.mean_difference);
    output::line(&format!("agreement {agreement}, mean difference {apart}"))?;
    if compared.rated == 0 {
        output::note(&format!(
            "{DIM}rate answers to see who is right: `omni feedback RUN_ID --score 1`{DIM:#}"
        ));
    }
    if !differ.is_empty() {
        output::line(&format!("\n{BOLD}where they differ most{BOLD:#}"))?;
        output::table(
            ["run", "iteration", "decides", "judges along"],
            differ.iter().map(differing),
        )?;
    }
    Ok(())
}

fn differing(one: &Difference) -> [String; 4] {
    [
        one.run_id.clone(),
        one.iteration.to_string(),
        said(one.live.as_ref()),
        said(one.shadow.as_ref()),
    ]
}

fn said(verdict: Option<&Verdict>) -> String {
    match verdict {
        None => "failed".to_owned(),
        Some(Verdict::Confidence(confidence)) => format!("{confidence:.3}"),
        Some(Verdict::Findings(codes)) if codes.is_empty() => "nothing".to_owned(),
        Some(Verdict::Findings(codes)) => output::harmless(&codes.join(", ")),
    }
}
