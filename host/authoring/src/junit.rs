//! A report as JUnit XML, which most CI systems show.

use std::fmt::Write as _;

use crate::Change;
use crate::test::{CaseReport, Failure, Report, Verdict};

/// The report as a document with one suite. Written by hand: four elements, all text escaped.
#[must_use]
pub fn junit(report: &Report) -> String {
    let failed = report.count(Verdict::Failed);
    let (tests, time) = (report.cases.len(), report.time.as_secs_f64());
    let name = escaped(&report.skill);
    let totals = format!(
        "name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" time=\"{time:.6}\""
    );
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {totals}>\n  <testsuite {totals}>\n"
    );
    for case in &report.cases {
        // Writing to a String cannot fail.
        let _ = writeln!(xml, "{}", element(&name, case));
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

fn element(skill: &str, case: &CaseReport) -> String {
    let file = escaped(&case.file.display().to_string());
    let (name, time) = (escaped(&case.name), case.time.as_secs_f64());
    let open = format!(
        "    <testcase classname=\"{skill}.{file}\" name=\"{name}\" file=\"{file}\" time=\"{time:.6}\""
    );
    if case.verdict != Verdict::Failed {
        return format!("{open}/>");
    }
    let message = case
        .failures
        .first()
        .map_or("", |failure| failure.what.as_str());
    let text: Vec<String> = case.failures.iter().map(told).collect();
    format!(
        "{open}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
        escaped(message),
        escaped(&text.join("\n"))
    )
}

fn told(failure: &Failure) -> String {
    let mut text = failure.what.clone();
    for change in failure
        .difference
        .iter()
        .flat_map(|difference| &difference.0)
    {
        let (sign, line) = match change {
            Change::Same(line) => (' ', line),
            Change::Missing(line) => ('-', line),
            Change::Extra(line) => ('+', line),
        };
        let _ = write!(text, "\n{sign} {line}");
    }
    text
}

/// For text and attributes alike. Characters that XML cannot hold at all become U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => {
                let _ = write!(escaped, "&#{};", character as u32);
            }
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_shown_can_end_an_element() {
        assert_eq!(
            escaped("a<b>&\"\u{1b}[31m\n"),
            "a&lt;b&gt;&amp;&quot;\u{fffd}[31m&#10;"
        );
    }
}
