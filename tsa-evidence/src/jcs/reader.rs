//! A reader of JSON texts (RFC 8259) that refuses what has two readings.

use alloc::string::String;
use alloc::vec::Vec;

use super::{JsonFault, MAX_INTEGER, Members, Value};

pub(super) fn read(text: &str, depth: usize) -> Result<Value, JsonFault> {
    let mut reader = Reader { rest: text };
    reader.skip_white();
    let value = reader.value(depth)?;
    reader.skip_white();
    if reader.rest.is_empty() { Ok(value) } else { Err(JsonFault::Syntax) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// `depth` is how many levels may still be opened.
    fn value(&mut self, depth: usize) -> Result<Value, JsonFault> {
        match self.peek() {
            Some('{') => self.object(depth.checked_sub(1).ok_or(JsonFault::TooDeep)?).map(Value::Object),
            Some('[') => self.array(depth.checked_sub(1).ok_or(JsonFault::TooDeep)?).map(Value::Array),
            Some('"') => self.string().map(Value::String),
            Some('-' | '0'..='9') => self.number().map(Value::Integer),
            Some('t' | 'f' | 'n') => Err(self.literal()),
            _ => Err(JsonFault::Syntax),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Members, JsonFault> {
        let mut members = Members::new();
        self.expect('{')?;
        self.skip_white();
        if self.take('}') {
            return Ok(members);
        }
        loop {
            self.skip_white();
            let name = self.string()?;
            if !name.is_ascii() {
                return Err(JsonFault::ValueKind);
            }
            self.skip_white();
            self.expect(':')?;
            self.skip_white();
            let value = self.value(depth)?;
            if members.insert(name, value).is_some() {
                return Err(JsonFault::DuplicateMember);
            }
            self.skip_white();
            if self.take('}') {
                return Ok(members);
            }
            self.expect(',')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonFault> {
        let mut items = Vec::new();
        self.expect('[')?;
        self.skip_white();
        if self.take(']') {
            return Ok(items);
        }
        loop {
            self.skip_white();
            items.push(self.value(depth)?);
            self.skip_white();
            if self.take(']') {
                return Ok(items);
            }
            self.expect(',')?;
        }
    }

    fn string(&mut self) -> Result<String, JsonFault> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            match self.next()? {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                // RFC 8259 §7: control characters are escaped.
                '\0'..='\u{1f}' => return Err(JsonFault::Syntax),
                character => text.push(character),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonFault> {
        Ok(match self.next()? {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.unit()?;
                let second = match first {
                    // A high surrogate stands for nothing without the low one after it.
                    0xD800..=0xDBFF => {
                        self.expect('\\')?;
                        self.expect('u')?;
                        Some(self.unit()?)
                    }
                    _ => None,
                };
                let mut decoded = char::decode_utf16([first].into_iter().chain(second));
                match (decoded.next(), decoded.next()) {
                    (Some(Ok(character)), None) => character,
                    _ => return Err(JsonFault::Syntax),
                }
            }
            _ => return Err(JsonFault::Syntax),
        })
    }

    fn unit(&mut self) -> Result<u16, JsonFault> {
        let mut unit = 0u16;
        for _ in 0..4 {
            let digit = self.next()?.to_digit(16).ok_or(JsonFault::Syntax)?;
            // Four digits of four bits fill the sixteen.
            unit = unit.wrapping_shl(4) | digit as u16;
        }
        Ok(unit)
    }

    /// RFC 8259 §6 numbers; those that are not plain integers are recognised and refused.
    fn number(&mut self) -> Result<u64, JsonFault> {
        let negative = self.take('-');
        let whole = self.digits();
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(JsonFault::Syntax);
        }
        let mut plain = !negative;
        if self.take('.') {
            plain = false;
            if self.digits().is_empty() {
                return Err(JsonFault::Syntax);
            }
        }
        if self.take('e') || self.take('E') {
            plain = false;
            let _sign = self.take('+') || self.take('-');
            if self.digits().is_empty() {
                return Err(JsonFault::Syntax);
            }
        }
        if !plain {
            return Err(JsonFault::ValueKind);
        }
        whole.parse().ok().filter(|number| *number <= MAX_INTEGER).ok_or(JsonFault::ValueKind)
    }

    fn digits(&mut self) -> String {
        let end = self.rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        digits.into()
    }

    fn literal(&self) -> JsonFault {
        let known = ["true", "false", "null"].iter().any(|word| self.rest.starts_with(word));
        if known { JsonFault::ValueKind } else { JsonFault::Syntax }
    }

    fn skip_white(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Result<char, JsonFault> {
        let mut characters = self.rest.chars();
        let character = characters.next().ok_or(JsonFault::Syntax)?;
        self.rest = characters.as_str();
        Ok(character)
    }

    fn take(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), JsonFault> {
        if self.take(wanted) { Ok(()) } else { Err(JsonFault::Syntax) }
    }
}
