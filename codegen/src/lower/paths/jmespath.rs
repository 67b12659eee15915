//! Paths as they are written: the part of JMESPath (<https://jmespath.org/specification.html>) that models use.
//!
//! | taken | not |
//! | --- | --- |
//! | fields, `a.b`; `[]` and `[*]`; `a.*` | `[0]`, slices, `@`, `&` |
//! | filters, `[?…]`; `[*].[a, b][]` | other multi-selects, pipes |
//! | `==`, `!=`, `<`, `<=`, `>`, `>=`, `&&`, `\|\|`, `!` | |
//! | `length(…)`, `contains(…, …)`, `keys(…)` | other functions |
//! | texts `'…'`, and numbers, texts, `true`, `false` between backticks | other JSON |

/// How deep a path may be nested; far beyond any real one.
const MAX_DEPTH: usize = 50;

/// A path as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Path {
    /// A field of what the path is about.
    Field(String),
    /// A field of what another path leads to.
    Within(Box<Path>, String),
    /// The elements of a list, those for which the condition holds.
    Items(Box<Path>, Option<Box<Path>>),
    /// What a path finds in each element that another one gave.
    Each(Box<Path>, Box<Path>),
    /// What several paths find in each element that another one gave, one after the other.
    Several(Box<Path>, Vec<Path>),
    /// The keys of a map.
    Keys(Box<Path>),
    /// The values of a map.
    Values(Box<Path>),
    Length(Box<Path>),
    Contains(Box<Path>, Box<Path>),
    Text(String),
    Integer(i64),
    Boolean(bool),
    Compare(Comparison, Box<Path>, Box<Path>),
    And(Box<Path>, Box<Path>),
    Or(Box<Path>, Box<Path>),
    Not(Box<Path>),
}

impl Path {
    /// Whether it is true or false by itself.
    pub(in crate::lower) fn is_condition(&self) -> bool {
        matches!(self, Self::Contains(..) | Self::Compare(..) | Self::And(..) | Self::Or(..) | Self::Not(_))
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Reads a path.
///
/// # Errors
/// What is wrong with it, or beyond what is taken, and where: a clause.
pub(in crate::lower) fn parse(text: &str) -> Result<Path, String> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let path = parser.alternatives()?;
    parser.space();
    if parser.rest().is_empty() { Ok(path) } else { Err(parser.wrong("what follows is not understood")) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a mark, white space before it included.
    fn take(&mut self, mark: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn wrong(&self, what: &str) -> String {
        format!("{what} (at byte {})", self.at)
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.take(mark) { Ok(()) } else { Err(self.wrong(&format!("`{mark}` is missing"))) }
    }

    fn alternatives(&mut self) -> Result<Path, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.wrong("it is nested too deep"));
        }
        let mut path = self.conjunction()?;
        while self.take("||") {
            path = Path::Or(Box::new(path), Box::new(self.conjunction()?));
        }
        self.depth -= 1;
        Ok(path)
    }

    fn conjunction(&mut self) -> Result<Path, String> {
        let mut path = self.comparison()?;
        while self.take("&&") {
            path = Path::And(Box::new(path), Box::new(self.comparison()?));
        }
        Ok(path)
    }

    fn comparison(&mut self) -> Result<Path, String> {
        let left = self.negation()?;
        let comparison = [
            ("==", Comparison::Equal),
            ("!=", Comparison::Unequal),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ]
        .into_iter()
        .find_map(|(mark, comparison)| self.take(mark).then_some(comparison));
        match comparison {
            Some(comparison) => Ok(Path::Compare(comparison, Box::new(left), Box::new(self.negation()?))),
            None => Ok(left),
        }
    }

    fn negation(&mut self) -> Result<Path, String> {
        self.space();
        // `!=` belongs to what comes before.
        if self.rest().starts_with('!') && !self.rest().starts_with("!=") {
            self.at += 1;
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(self.wrong("it is nested too deep"));
            }
            let negated = self.negation()?;
            self.depth -= 1;
            return Ok(Path::Not(Box::new(negated)));
        }
        self.steps()
    }

    /// A field, literal, function or group, and what follows it.
    fn steps(&mut self) -> Result<Path, String> {
        let start = self.start()?;
        self.followed(start)
    }

    fn followed(&mut self, start: Path) -> Result<Path, String> {
        let mut path = start;
        loop {
            if self.take("[]") || self.take("[*]") {
                path = self.projected(Path::Items(Box::new(path), None))?;
            } else if self.take("[?") {
                let condition = self.alternatives()?;
                self.expect("]")?;
                path = self.projected(Path::Items(Box::new(path), Some(Box::new(condition))))?;
            } else if self.rest().starts_with('[') {
                return Err(self.wrong("of brackets `[]`, `[*]` and `[?…]` are understood"));
            } else if self.take(".*") {
                path = self.projected(Path::Items(Box::new(Path::Values(Box::new(path))), None))?;
            } else if self.take(".") {
                let name = self.name()?;
                path = Path::Within(Box::new(path), name);
            } else {
                return Ok(path);
            }
        }
    }

    /// What follows the elements of a list is asked of each.
    fn projected(&mut self, items: Path) -> Result<Path, String> {
        if !self.take(".") {
            return Ok(items);
        }
        if self.take("[") {
            return self.several(items);
        }
        let first = Path::Field(self.name()?);
        let each = self.followed(first)?;
        Ok(Path::Each(Box::new(items), Box::new(each)))
    }

    /// What stands in the brackets of `[*].[a, b][]`, and what closes it.
    fn several(&mut self, items: Path) -> Result<Path, String> {
        let mut paths = vec![self.alternatives()?];
        while self.take(",") {
            paths.push(self.alternatives()?);
        }
        self.expect("]")?;
        if self.take("[]") {
            Ok(Path::Several(Box::new(items), paths))
        } else {
            Err(self.wrong("several paths in brackets are understood where `[]` follows"))
        }
    }

    fn start(&mut self) -> Result<Path, String> {
        self.space();
        let Some(first) = self.rest().chars().next() else { return Err(self.wrong("it ends too soon")) };
        match first {
            '(' => {
                self.at += 1;
                let path = self.alternatives()?;
                self.expect(")")?;
                Ok(path)
            }
            '\'' => {
                self.at += 1;
                let Some((text, _)) = self.rest().split_once('\'') else {
                    return Err(self.wrong("a text does not end"));
                };
                let text = text.to_owned();
                if text.contains('\\') {
                    return Err(self.wrong("a text with a backslash is not understood"));
                }
                self.at += text.len() + 1;
                Ok(Path::Text(text))
            }
            '`' => {
                self.at += 1;
                let Some((json, _)) = self.rest().split_once('`') else {
                    return Err(self.wrong("a literal does not end"));
                };
                let json = json.to_owned();
                let literal = match serde_json::from_str(&json) {
                    Ok(serde_json::Value::Bool(value)) => Path::Boolean(value),
                    Ok(serde_json::Value::String(text)) => Path::Text(text),
                    Ok(serde_json::Value::Number(number)) => match number.as_i64() {
                        Some(number) => Path::Integer(number),
                        None => return Err(self.wrong("of numbers whole ones are understood")),
                    },
                    _ => return Err(self.wrong("of literals texts, whole numbers, true and false are understood")),
                };
                self.at += json.len() + 1;
                Ok(literal)
            }
            _ => {
                let name = self.name()?;
                if self.take("(") { self.function(&name) } else { Ok(Path::Field(name)) }
            }
        }
    }

    fn function(&mut self, name: &str) -> Result<Path, String> {
        let first = Box::new(self.alternatives()?);
        let path = match name {
            "length" => Path::Length(first),
            "keys" => Path::Keys(first),
            "contains" => {
                self.expect(",")?;
                Path::Contains(first, Box::new(self.alternatives()?))
            }
            _ => {
                let what = format!("of functions length, contains and keys are understood, {name} is not");
                return Err(self.wrong(&what));
            }
        };
        self.expect(")")?;
        Ok(path)
    }

    fn name(&mut self) -> Result<String, String> {
        self.space();
        if let Some(quoted) = self.rest().strip_prefix('"') {
            let Some((name, _)) = quoted.split_once('"') else { return Err(self.wrong("a name does not end")) };
            let name = name.to_owned();
            self.at += name.len() + 2;
            return Ok(name);
        }
        let len = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest().len());
        let name = self.rest().get(..len).unwrap_or_default().to_owned();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.wrong("a field is expected"));
        }
        self.at += len;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_models_use_is_read() {
        for (text, tree) in [
            ("Table.TableStatus", r#"Within(Field("Table"), "TableStatus")"#),
            ("a.b[].c.d", r#"Each(Items(Within(Field("a"), "b"), None), Within(Field("c"), "d"))"#),
            ("a[*]", r#"Items(Field("a"), None)"#),
            ("length(a[]) > `0`", r#"Compare(Greater, Length(Items(Field("a"), None)), Integer(0))"#),
            ("a[?b == 'x'].c", r#"Each(Items(Field("a"), Some(Compare(Equal, Field("b"), Text("x")))), Field("c"))"#),
            ("!a && b || c", r#"Or(And(Not(Field("a")), Field("b")), Field("c"))"#),
            (
                r#"contains("a-b", `"x"`) != `true`"#,
                r#"Compare(Unequal, Contains(Field("a-b"), Text("x")), Boolean(true))"#,
            ),
            ("keys(a.b)", r#"Keys(Within(Field("a"), "b"))"#),
            ("a.*.b", r#"Each(Items(Values(Field("a")), None), Field("b"))"#),
            ("a[*].[b.c, d][]", r#"Several(Items(Field("a"), None), [Within(Field("b"), "c"), Field("d")])"#),
            ("(a || b) && c", r#"And(Or(Field("a"), Field("b")), Field("c"))"#),
        ] {
            assert_eq!(format!("{:?}", parse(text).unwrap()), tree, "{text}");
        }
    }

    #[test]
    fn what_is_beyond_is_refused_with_its_place() {
        for (text, why) in [
            ("", "it ends too soon (at byte 0)"),
            ("a[0]", "of brackets `[]`, `[*]` and `[?…]` are understood (at byte 1)"),
            ("a.", "a field is expected (at byte 2)"),
            ("a | b", "what follows is not understood (at byte 2)"),
            ("sum(a)", "of functions length, contains and keys are understood, sum is not (at byte 5)"),
            ("a[*].[b, c]", "several paths in brackets are understood where `[]` follows (at byte 11)"),
            ("a[*].[b, c", "`]` is missing (at byte 10)"),
            ("a == `1.5`", "of numbers whole ones are understood (at byte 6)"),
            ("a == `null`", "of literals texts, whole numbers, true and false are understood (at byte 6)"),
            ("a[?b", "`]` is missing (at byte 4)"),
            ("'a", "a text does not end (at byte 1)"),
        ] {
            assert_eq!(parse(text).unwrap_err(), why, "{text}");
        }
        for text in ["(".repeat(100_000), "!".repeat(100_000), "a[?".repeat(100_000)] {
            assert!(parse(&text).unwrap_err().starts_with("it is nested too deep"));
        }
    }
}
