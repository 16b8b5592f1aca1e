/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\name7`. The only names of one sign are `~`, a space that breaks no line, and `_`, such a hyphen.
    Control(&'b str, Option<i32>),
    /// `\*`: what comes is for programs that know it.
    Optional,
    /// `\'e9`
    Byte(u8),
    /// Bytes that stand for themselves.
    Words(&'b [u8]),
}

/// The parts of a file, one after the other. What is of no form that is known is passed over.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The so many next bytes.
    fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let sign = self.take(1);
            return Some(match sign {
                b"'" => {
                    let digits = self.rest.get(..2).and_then(|digits| core::str::from_utf8(digits).ok());
                    let byte = u8::from_str_radix(digits?, 16).ok()?;
                    self.take(2);
                    Token::Byte(byte)
                }
                b"*" => Token::Optional,
                b"~" => Token::Control("~", None),
                b"_" => Token::Control("_", None),
                b"\\" | b"{" | b"}" => Token::Words(sign),
                // The end of a line after a backslash is one of a paragraph.
                b"\n" | b"\r" => Token::Control("par", None),
                _ => return None,
            });
        }
        let name = core::str::from_utf8(self.take(letters)).ok()?;
        let minus = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest[minus..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = match digits {
            0 => None,
            _ => core::str::from_utf8(self.take(minus + digits)).ok()?.parse().ok(),
        };
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if let ("bin", Some(length)) = (name, number) {
            self.take(usize::try_from(length).unwrap_or(0));
        }
        Some(Token::Control(name, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b'}' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'\\' => {
                    self.take(1);
                    if let Some(token) = self.control() {
                        return Some(token);
                    }
                }
                b'\r' | b'\n' | 0 => drop(self.take(1)),
                _ => {
                    let length = self
                        .rest
                        .iter()
                        .take_while(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0));
                    let length = length.count();
                    return Some(Token::Words(self.take(length)));
                }
            }
        }
    }
}
