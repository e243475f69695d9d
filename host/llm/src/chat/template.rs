//! The chat template that a GGUF carries, rendered as the reference implementation (Jinja2 with
//! `trim_blocks` and `lstrip_blocks`) does.

use std::time::{SystemTime, UNIX_EPOCH};

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, ErrorKind, Value, context};

use crate::Error;
use crate::engine::Role;

/// For models without a template: `ChatML`, which most small chat models were trained on.
pub(crate) const CHATML: &str = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/// Steps of one rendering, some tenths of a second. Templates come with files that people download;
/// a conversation of a hundred turns takes some ten thousand.
const FUEL: u64 = 5_000_000;

/// A compiled chat template.
#[derive(Debug)]
pub(crate) struct Template {
    environment: Environment<'static>,
    source: String,
    bos: String,
    eos: String,
}

impl Template {
    /// Compiles `source`, or `ChatML` where the model has none.
    pub(crate) fn new(source: Option<String>, bos: &str, eos: &str) -> Result<Self, Error> {
        let source = source.unwrap_or_else(|| CHATML.to_owned());
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build();
        environment.set_syntax(syntax.map_err(|error| failed(&error))?);
        environment.set_fuel(Some(FUEL));
        environment
            .set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        environment.add_function("raise_exception", |message: String| {
            Err::<Value, _>(minijinja::Error::new(ErrorKind::InvalidOperation, message))
        });
        environment.add_function("strftime_now", |format: String| strftime(&format, now()));
        environment
            .add_template_owned("chat", source.clone())
            .map_err(|error| failed(&error))?;
        Ok(Self {
            environment,
            source,
            bos: bos.to_owned(),
            eos: eos.to_owned(),
        })
    }

    /// The template itself.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Renders a conversation up to where the assistant begins to speak.
    pub(crate) fn render(&self, turns: &[(Role, &str)]) -> Result<String, Error> {
        let messages: Vec<Value> = turns
            .iter()
            .map(|&(role, content)| {
                let role = match role {
                    Role::System => "system",
                    Role::User => "user",
                    Role::Assistant => "assistant",
                };
                context! { role => role, content => content }
            })
            .collect();
        let template = self
            .environment
            .get_template("chat")
            .map_err(|error| failed(&error))?;
        template
            .render(context! {
                messages => messages,
                add_generation_prompt => true,
                bos_token => self.bos.as_str(),
                eos_token => self.eos.as_str(),
            })
            .map_err(|error| failed(&error))
    }
}

fn failed(error: &minijinja::Error) -> Error {
    let cause = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    Error::TemplateInvalid {
        cause: cause
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches('.')
            .to_owned(),
    }
}

/// Seconds since 1970, UTC.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// The conversions that templates use for "today is …". Others stay as they are.
fn strftime(format: &str, seconds: u64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = civil(seconds / 86_400);
    let name = MONTHS[month as usize - 1];
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('Y') => out.push_str(&year.to_string()),
            Some('m') => out.push_str(&format!("{month:02}")),
            Some('d') => out.push_str(&format!("{day:02}")),
            Some('B') => out.push_str(name),
            Some('b') => out.push_str(&name[..3]),
            Some('H') => out.push_str(&format!("{:02}", seconds / 3600 % 24)),
            Some('M') => out.push_str(&format!("{:02}", seconds / 60 % 60)),
            Some('S') => out.push_str(&format!("{:02}", seconds % 60)),
            other => {
                out.push('%');
                out.extend(other.filter(|&other| other != '%'));
            }
        }
    }
    out
}

/// Days since 1970 as (year, month, day) of the Gregorian calendar.
fn civil(days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut left) = (1970, days);
    while left >= 365 + u64::from(leap(year)) {
        left -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for len in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < len {
            break;
        }
        left -= len;
        month += 1;
    }
    (year, month, left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(source: &str, turns: &[(Role, &str)]) -> Result<String, Error> {
        Template::new(Some(source.to_owned()), "<s>", "</s>")?.render(turns)
    }

    #[test]
    fn chatml_is_the_fallback() {
        let template = Template::new(None, "", "").unwrap();
        assert_eq!(
            template
                .render(&[(Role::System, "Be brief."), (Role::User, "Hi")])
                .unwrap(),
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
        );
    }

    #[test]
    fn templates_use_python_methods_and_block_trimming() {
        let source = "{%- for m in messages %}\n  {%- if m.role.startswith('us') %}\n[{{ m.content.strip() | upper }}]\n  {%- endif %}\n{% endfor %}{{ bos_token }}{{ eos_token }}";
        assert_eq!(
            render(source, &[(Role::User, " hi \n")]).unwrap(),
            "[HI]<s></s>"
        );
    }

    #[test]
    fn what_a_template_refuses_is_its_own_words() {
        let error = render("{{ raise_exception('System role not supported.') }}", &[]).unwrap_err();
        assert_eq!(error.code(), "template.invalid");
        assert_eq!(
            error.to_string(),
            "the model's chat template failed: System role not supported"
        );
    }

    #[test]
    fn a_template_that_does_not_parse_is_an_error() {
        let error = Template::new(Some("{% if %}".into()), "", "").unwrap_err();
        assert_eq!(error.code(), "template.invalid");
    }

    #[test]
    fn a_template_that_loops_for_long_is_stopped() {
        let source = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}";
        assert_eq!(render(source, &[]).unwrap_err().code(), "template.invalid");
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "01 Jan 1970"),
            (951_782_400, "29 Feb 2000"),
            (1_709_164_800, "29 Feb 2024"),
            (1_735_603_200, "31 Dec 2024"),
            (4_107_542_400, "01 Mar 2100"),
        ] {
            assert_eq!(strftime("%d %b %Y", seconds), expected);
        }
        assert_eq!(
            strftime("%B %H:%M:%S %m%% %q", 3_661),
            "January 01:01:01 01% %q"
        );
    }
}
