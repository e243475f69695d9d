//! What a component may weigh to be compiled: compiling is the one thing done with a component that no
//! policy's limit holds, since it happens before anything of it runs.

use wasmparser::{Parser, Payload};

use crate::{Error, malformed};

/// The largest function that is compiled, in bytes of its body. A compiler needs far more than twice the time
/// and memory for twice the function: 4 MB took minutes and 1 GB. The main loop of Python's interpreter, the
/// largest function that a skill is known to need, has some hundred KB.
pub const MAX_FUNCTION: usize = 1 << 20;
/// The most bytes of function bodies that are compiled, all core modules of a component together. A Python
/// skill has less than 18 MB.
pub const MAX_CODE: usize = 64 << 20;
/// The most functions that are compiled, since each costs something however small it is.
pub const MAX_FUNCTIONS: usize = 500_000;

/// Refuses a component that would take too much to compile. Reads its section headers only.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Result<(), Error> {
    let bounds = Bounds {
        function: MAX_FUNCTION,
        code: MAX_CODE,
        functions: MAX_FUNCTIONS,
    };
    match bounds.exceeded_by(bytes) {
        Ok(None) => Ok(()),
        Ok(Some(problem)) => Err(Error::InvalidComponent {
            skill: name.to_owned(),
            problem: format!("is too much to compile: {problem}"),
            help: Some(
                "build it with optimisation for size, and split large functions; these bounds are the same for every skill"
                    .to_owned(),
            ),
        }),
        Err(error) => Err(malformed::invalid(name, &error.to_string())),
    }
}

struct Bounds {
    function: usize,
    code: usize,
    functions: usize,
}

impl Bounds {
    fn exceeded_by(&self, bytes: &[u8]) -> wasmparser::Result<Option<String>> {
        let (mut code, mut functions) = (0usize, 0usize);
        for payload in Parser::new(0).parse_all(bytes) {
            let Payload::CodeSectionEntry(body) = payload? else {
                continue;
            };
            let size = body.range().len();
            code = code.saturating_add(size);
            functions += 1;
            if size > self.function {
                return Ok(Some(format!(
                    "one of its functions has {size} bytes, and {} are allowed",
                    self.function
                )));
            }
            if code > self.code {
                return Ok(Some(format!(
                    "its functions have more than {} bytes together",
                    self.code
                )));
            }
            if functions > self.functions {
                return Ok(Some(format!(
                    "it has more than {} functions",
                    self.functions
                )));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three functions in two modules, of 2, 4 and 2 bytes.
    fn component() -> Vec<u8> {
        wat::parse_str(
            "(component (core module (func) (func nop nop)) (component (core module (func))))",
        )
        .unwrap()
    }

    fn exceeded(function: usize, code: usize, functions: usize) -> Option<String> {
        let bounds = Bounds {
            function,
            code,
            functions,
        };
        bounds.exceeded_by(&component()).unwrap()
    }

    #[test]
    fn each_bound_is_the_most_that_is_allowed() {
        assert_eq!(exceeded(4, 8, 3), None);
        let function = "one of its functions has 4 bytes, and 3 are allowed";
        assert_eq!(exceeded(3, 8, 3).as_deref(), Some(function));
        let code = "its functions have more than 7 bytes together";
        assert_eq!(exceeded(4, 7, 3).as_deref(), Some(code));
        let functions = "it has more than 2 functions";
        assert_eq!(exceeded(4, 8, 2).as_deref(), Some(functions));
    }
}
