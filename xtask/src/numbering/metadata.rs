//! Google's metadata as libphonenumber's own build writes it: a `PhoneMetadataCollection` of phonemetadata.proto, in the
//! wire format of Protocol Buffers. Only the fields that the tables need are read.

use std::collections::BTreeSet;

use crate::Result;

/// Field numbers of the kinds, with their names here, in the order in which they are asked for: it is Google's, narrow
/// ones first. Fixed lines and mobiles come last, because a number may be both.
pub(super) const KINDS: [(u64, &str); 10] = [
    (5, "PremiumRate"),
    (4, "TollFree"),
    (6, "SharedCost"),
    (8, "Voip"),
    (7, "PersonalNumber"),
    (21, "Pager"),
    (25, "Uan"),
    (28, "Voicemail"),
    (2, "FixedLine"),
    (3, "Mobile"),
];

/// One territory.
pub(super) struct Territory {
    /// ISO 3166, or 001 for what belongs to no place.
    pub(super) id: String,
    pub(super) code: u16,
    pub(super) main: bool,
    pub(super) leading_digits: Option<String>,
    pub(super) prefix_for_parsing: Option<String>,
    /// What is dialled there before the calling code of another country.
    pub(super) prefix_abroad: Option<String>,
    pub(super) transform: Option<String>,
    pub(super) general: String,
    pub(super) lengths: BTreeSet<usize>,
    /// The lengths of numbers that are dialled inside a town only.
    pub(super) local: BTreeSet<usize>,
    /// One for each of [`KINDS`].
    pub(super) kinds: Vec<Option<Description>>,
    pub(super) formats: Vec<Format>,
}

/// A kind of number: its pattern and how long it may be.
pub(super) struct Description {
    pub(super) pattern: String,
    pub(super) lengths: BTreeSet<usize>,
}

/// One way to write a number.
pub(super) struct Format {
    pub(super) pattern: String,
    /// The last and longest of the patterns for the first digits, the only one that formatting asks.
    pub(super) leading_digits: Option<String>,
    /// With the national prefix where it is written: `0$1 $2`. `None` where it is for callers from abroad only.
    pub(super) national: Option<String>,
    /// `None` where the number is not dialled from abroad, or written in another way then.
    pub(super) international: Option<String>,
}

/// The territories in the order in which those that share a calling code are asked.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Territory>> {
    Message::read(bytes)?.messages(1).map(|m| territory(&m?)).collect()
}

fn territory(message: &Message<'_>) -> Result<Territory> {
    let id = message.text(9)?.ok_or("a territory without an id")?;
    let general = message.messages(1).next().ok_or_else(|| format!("{id}: no general description"))??;
    let (lengths, local) = (general.lengths(9), general.lengths(10));
    let kind = |field: u64| -> Result<Option<Description>> {
        let Some(described) = message.messages(field).next().transpose()? else { return Ok(None) };
        let Some(pattern) = described.pattern(2)? else { return Ok(None) };
        // Lengths that are those of the whole territory are left out.
        let own = described.lengths(9);
        Ok(Some(Description { pattern, lengths: if own.is_empty() { lengths.clone() } else { own } }))
    };
    let kinds = KINDS.iter().map(|(field, _)| kind(*field)).collect::<Result<_>>()?;
    let mut formats = Vec::new();
    let abroad: Vec<_> = message.messages(20).collect::<Result<_>>()?;
    for format in message.messages(19) {
        let format = format?;
        let form = format.text(2)?.ok_or("a format without its form")?;
        let rule = format.text(4)?.filter(|rule| !rule.is_empty());
        let national = rule.map_or_else(|| form.clone(), |rule| with_prefix(&form, &rule));
        let international = abroad.is_empty().then_some(form);
        formats.push(format.format(Some(national), international)?);
    }
    for format in &abroad {
        formats.push(format.format(None, format.text(2)?)?);
    }
    Ok(Territory {
        code: u16::try_from(message.number(10).ok_or("a territory without a calling code")?)?,
        main: message.number(22) == Some(1),
        leading_digits: message.pattern(23)?,
        prefix_for_parsing: message.pattern(15)?,
        prefix_abroad: message.pattern(11)?,
        transform: message.text(16)?.filter(|rule| !rule.is_empty()),
        general: general.pattern(2)?.ok_or("a general description without a pattern")?,
        lengths,
        local,
        kinds,
        formats,
        id,
    })
}

/// `$1 $2` under the rule `0$1` is `0$1 $2`.
fn with_prefix(form: &str, rule: &str) -> String {
    let first = form.find('$').and_then(|at| form.get(at..at.checked_add(2)?)).unwrap_or("$1");
    form.replacen(first, &rule.replace("$1", first), 1)
}

/// A message: its fields in order.
struct Message<'a>(Vec<(u64, Value<'a>)>);

#[derive(Clone, Copy)]
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Message<'a> {
    fn read(mut bytes: &'a [u8]) -> Result<Self> {
        let mut fields = Vec::new();
        while !bytes.is_empty() {
            let tag = varint(&mut bytes)?;
            let value = match tag & 7 {
                0 => Value::Number(varint(&mut bytes)?),
                2 => {
                    let length = usize::try_from(varint(&mut bytes)?)?;
                    let (value, rest) = bytes.split_at_checked(length).ok_or("a field that is cut off")?;
                    bytes = rest;
                    Value::Bytes(value)
                }
                other => return Err(format!("wire type {other}, which the metadata does not use").into()),
            };
            fields.push((tag >> 3, value));
        }
        Ok(Self(fields))
    }

    fn fields(&self, field: u64) -> impl Iterator<Item = Value<'a>> {
        self.0.iter().filter(move |(f, _)| *f == field).map(|(_, value)| *value)
    }

    fn messages(&self, field: u64) -> impl Iterator<Item = Result<Message<'a>>> {
        self.fields(field).filter_map(|value| match value {
            Value::Bytes(bytes) => Some(Message::read(bytes)),
            Value::Number(_) => None,
        })
    }

    fn number(&self, field: u64) -> Option<u64> {
        self.fields(field).find_map(|value| match value {
            Value::Number(number) => Some(number),
            Value::Bytes(_) => None,
        })
    }

    /// The last where there are several.
    fn text(&self, field: u64) -> Result<Option<String>> {
        let bytes = self.fields(field).filter_map(|value| match value {
            Value::Bytes(bytes) => Some(bytes),
            Value::Number(_) => None,
        });
        Ok(bytes.last().map(|b| std::str::from_utf8(b).map(str::to_owned)).transpose()?)
    }

    /// A pattern without the anchors that the build has put around it.
    fn pattern(&self, field: u64) -> Result<Option<String>> {
        let bare = |text: String| {
            let inner =
                text.strip_prefix("^(?:").and_then(|t| t.strip_suffix(")$").or_else(|| t.strip_suffix(')')));
            inner.map(str::to_owned).ok_or_else(|| format!("`{text}` is not anchored"))
        };
        Ok(self.text(field)?.filter(|t| !t.is_empty()).map(bare).transpose()?)
    }

    /// -1, for no number at all, is no length.
    fn lengths(&self, field: u64) -> BTreeSet<usize> {
        let numbers = self.fields(field).filter_map(|value| match value {
            Value::Number(number) => usize::try_from(number).ok(),
            Value::Bytes(_) => None,
        });
        numbers.filter(|n| *n < 32).collect()
    }

    fn format(&self, national: Option<String>, international: Option<String>) -> Result<Format> {
        Ok(Format {
            pattern: self.pattern(1)?.ok_or("a format without its pattern")?,
            leading_digits: self.pattern(3)?,
            national,
            international,
        })
    }
}

fn varint(bytes: &mut &[u8]) -> Result<u64> {
    let mut out = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or("a number that is cut off")?;
        *bytes = rest;
        out |= u64::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Ok(out);
        }
    }
    Err("a number that does not end".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(number: u8, value: &[u8]) -> Vec<u8> {
        let [low, high] = [value.len() & 127, value.len() >> 7].map(|n| u8::try_from(n).unwrap_or(0));
        let length = if high == 0 { vec![low] } else { vec![low | 128, high] };
        [vec![number << 3 | 2], length, value.to_vec()].concat()
    }

    #[test]
    fn a_territory_is_read_whole() -> Result {
        let general = [field(2, b"^(?:[1-9]\\d\\d)$"), vec![9 << 3, 3, 10 << 3, 2]].concat();
        let national = [
            field(1, b"^(?:(\\d)(\\d\\d))$"),
            field(2, b"$2 15-$1"),
            field(3, b"^(?:9)"),
            field(3, b"^(?:91|93)"),
            field(4, b"0$1"),
        ];
        let unanchored = field(1, &field(2, b"\\d"));
        let territory = [
            field(1, &general),
            field(3, &field(2, b"^(?:9\\d\\d)$")),
            field(2, &[9 << 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
            field(9, b"AR"),
            vec![10 << 3, 54],
            field(15, b"^(?:0?(?:(11)15)?)"),
            field(11, b"^(?:00)$"),
        ]
        .concat();
        // Fields from 16 on have a tag of two bytes.
        let national = national.concat();
        let formats = [vec![0x9A, 1, u8::try_from(national.len())?], national].concat();
        let collection = field(1, &[territory, formats].concat());
        let all = read(&collection)?;
        let ar = all.first().ok_or("none")?;
        assert_eq!((ar.id.as_str(), ar.code, ar.main), ("AR", 54, false));
        assert_eq!(ar.prefix_for_parsing.as_deref(), Some("0?(?:(11)15)?"));
        assert_eq!(ar.prefix_abroad.as_deref(), Some("00"));
        assert_eq!((ar.general.as_str(), &ar.lengths, &ar.local), ("[1-9]\\d\\d", &[3].into(), &[2].into()));
        let kinds: Vec<_> =
            ar.kinds.iter().map(|k| k.as_ref().map(|k| (k.pattern.as_str(), k.lengths.len()))).collect();
        assert_eq!(kinds.last(), Some(&Some(("9\\d\\d", 1))));
        assert_eq!(kinds.iter().flatten().count(), 1);
        let forms: Vec<_> = ar
            .formats
            .iter()
            .map(|f| (f.leading_digits.as_deref(), f.national.as_deref(), f.international.as_deref()))
            .collect();
        assert_eq!(forms, [(Some("91|93"), Some("0$2 15-$1"), Some("$2 15-$1"))]);
        assert!(read(&field(1, &unanchored)).is_err() && read(&[10, 200]).is_err() && read(&[9]).is_err());
        Ok(())
    }
}
