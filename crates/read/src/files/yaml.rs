//! YAML, as front matter uses it: every plain word is a text, but for true, false and null.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_json::{Map, Value};

/// How deep and how large a front matter may be. An alias (`*name`) is not followed, so none can grow.
const DEEPEST: usize = 32;
const MOST_VALUES: usize = 10_000;

/// What is wrong, and in which line, from 1.
#[derive(Debug)]
pub(crate) struct YamlError {
    pub(crate) line: usize,
    pub(crate) problem: String,
}

impl From<ScanError> for YamlError {
    fn from(error: ScanError) -> Self {
        Self { line: error.marker().line(), problem: error.info().to_owned() }
    }
}

/// What is wrong with a text that is no mapping at all.
pub(crate) const NO_FIELDS: &str = "no list of fields";
/// How many lines may be wrong that can be mended, and how long the value of one is at most, in bytes.
const MOST_MENDED: usize = 20;
const LONGEST_MENDED: usize = 1000;

/// The mapping that the text is, or would be if values that YAML does not allow had quotation marks: `title: Harbour: the end`.
pub(crate) fn lenient_mapping(text: &str) -> Result<Map<String, Value>, YamlError> {
    let first = match mapping(text) {
        Err(error) if error.problem != NO_FIELDS => error,
        read => return read,
    };
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    let mut line = first.line;
    for _ in 0..MOST_MENDED {
        let Some(mended) = line.checked_sub(1).and_then(|at| lines.get(at)).and_then(|line| quoted(line))
        else {
            break;
        };
        lines[line - 1] = mended;
        match mapping(&lines.join("\n")) {
            Ok(map) => return Ok(map),
            Err(error) if error.line == line => break,
            Err(error) => line = error.line,
        }
    }
    Err(first)
}

/// `key: value` with the value in quotation marks.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let is_key =
        !key.is_empty() && key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'));
    let is_slip = is_key && value.len() <= LONGEST_MENDED;
    is_slip.then(|| format!("{key}: {}", Value::from(value.trim())))
}

/// The mapping that the text is.
pub(crate) fn mapping(text: &str) -> Result<Map<String, Value>, YamlError> {
    let mut reader = Reader { parser: Parser::new_from_str(text), left: MOST_VALUES };
    loop {
        match reader.next()? {
            (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(Map::new()),
            (Event::MappingStart(..), _) => return reader.entries(DEEPEST),
            (Event::Scalar(text, ..), _) if is_null(&text) => {}
            (Event::Scalar(..), line) => return Err(YamlError { line, problem: NO_FIELDS.into() }),
            (Event::SequenceStart(..), line) => {
                return Err(YamlError { line, problem: "a list, and no fields".into() });
            }
            _ => {}
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    left: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<(Event<'t>, usize), YamlError> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, span.start.line())),
            Some(Err(error)) => Err(error.into()),
            None => Ok((Event::StreamEnd, 0)),
        }
    }

    fn entries(&mut self, depth: usize) -> Result<Map<String, Value>, YamlError> {
        let mut map = Map::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd | Event::StreamEnd, _) => return Ok(map),
                (event, line) => match self.value(event, line, depth)? {
                    Value::String(key) => key,
                    other => other.to_string(),
                },
            };
            let (event, line) = self.next()?;
            let value = self.value(event, line, depth)?;
            map.insert(key, value);
        }
    }

    fn value(&mut self, event: Event<'t>, line: usize, depth: usize) -> Result<Value, YamlError> {
        let too_much = || YamlError { line, problem: "it is nested too deeply or holds too much".into() };
        self.left = self.left.checked_sub(1).ok_or_else(too_much)?;
        let depth = depth.checked_sub(1).ok_or_else(too_much)?;
        Ok(match event {
            Event::Scalar(text, style, ..) => match (style, &*text) {
                (ScalarStyle::Plain, "true" | "True") => Value::Bool(true),
                (ScalarStyle::Plain, "false" | "False") => Value::Bool(false),
                (ScalarStyle::Plain, text) if is_null(text) => Value::Null,
                _ => Value::String(text.into_owned()),
            },
            Event::SequenceStart(..) => {
                let mut values = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd | Event::StreamEnd, _) => break Value::Array(values),
                        (event, line) => values.push(self.value(event, line, depth)?),
                    }
                }
            }
            Event::MappingStart(..) => Value::Object(self.entries(depth)?),
            _ => Value::Null,
        })
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_stay_as_they_are_written() {
        let read =
            mapping("title: \"A: b\"\ndate: 2026-01-21\ndraft: false\ntags: [a, 1.0]\nby:\n  name: J\nno:")
                .unwrap();
        let wanted = json!({"title": "A: b", "date": "2026-01-21", "draft": false, "tags": ["a", "1.0"], "by": {"name": "J"}, "no": null});
        assert_eq!(Value::Object(read), wanted);
        assert!(mapping("").unwrap().is_empty());
        assert!(mapping("# nothing").unwrap().is_empty());
    }

    #[test]
    fn a_slip_is_named_with_its_line() {
        assert_eq!(mapping("a: b\ntitle: A: b").unwrap_err().line, 2);
        assert_eq!(mapping("- a\n- b").unwrap_err().problem, "a list, and no fields");
        assert_eq!(mapping("a b").unwrap_err().problem, NO_FIELDS);
    }

    #[test]
    fn bombs_do_not_go_off() {
        assert!(mapping(&"[".repeat(50_000)).is_err());
        assert!(mapping(&format!("a: {}", "[".repeat(50_000))).is_err());
        assert!(mapping(&format!("a: [{}]", "x,".repeat(50_000))).is_err());
        let laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]";
        assert_eq!(mapping(laughs).unwrap()["c"], json!([null, null]));
    }
}
