use std::borrow::Cow;

use super::ids::{IdError, Ids};
use super::scan::{Place, scan, tag};

/// What stands where an e-mail address was.
pub const EMAIL: &str = "[EMAIL_REDACTED]";
/// What stands where a telephone number was.
pub const PHONE: &str = "[PHONE_REDACTED]";
/// What stands where an IBAN, a token, a key, a password or an id was.
pub const SECRET: &str = "[REDACTED]";

/// What was hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Email,
    Phone,
    Secret,
}

/// `text` for a log: without e-mail addresses, telephone numbers, IBANs, tokens, keys and passwords, written or spoken.
///
/// That is [`Redactor::redact`] with no ids configured.
///
/// ```
/// use klartext::privacy::redact;
/// assert_eq!(
///     redact("Am 05.11.2025 um 14:30 Uhr, Rückruf 030 23125-000 oder max@example.org"),
///     "Am 05.11.2025 um 14:30 Uhr, Rückruf [PHONE_REDACTED] oder [EMAIL_REDACTED]",
/// );
/// ```
pub fn redact(text: &str) -> Cow<'_, str> {
    static PLAIN: Redactor = Redactor::new();
    PLAIN.redact(text)
}

/// Where tokens, keys, passwords and the like stand in a text, in order; addresses and numbers are not among them.
pub(crate) fn secrets(text: &str) -> Vec<crate::Span> {
    let mut out = Vec::new();
    scan(text, &Ids::new(), &mut Place::default(), text.len(), |span, mark, _| {
        if mark == Mark::Secret {
            out.push(span);
        }
    });
    out
}

/// Takes what is personal or secret out of texts for a log. Which ids are, the operator says.
///
/// | what | becomes |
/// | --- | --- |
/// | e-mail addresses, written, escaped or spoken ("anna punkt mueller at beispiel punkt de") | `[EMAIL_REDACTED]` |
/// | telephone numbers in any layout, in URIs, as numbers of JSON, spoken | `[PHONE_REDACTED]` |
/// | IBANs, card numbers, tokens, keys, cookies, password hashes, passwords by their name or in a URL, ids as configured | `[REDACTED]` |
///
/// Dates, times, opening hours, prices, quantities, postcodes, versions, hashes and UUIDs stay, and so do IP addresses:
/// without them a log is no help against an attack, so an operator who may not keep them drops them at the source. In doubt
/// between a telephone number and nothing it hides. A word such as "Rechnung" before plain digits settles the doubt.
///
/// One pass, linear in the text. A bare number of JSON becomes a string, so that what was JSON still is; a list of strings
/// under the name of a secret becomes a list of one mark. A text with nothing to hide comes back as it is.
///
/// What it does not see, and why:
///
/// - A number or an address that a line break cuts in two. A line is what a log is made of: a stream gives each one at once, a
///   text gives what its lines give one by one, and the digits that begin the next line are a time stamp or a postcode far more
///   often than the rest of a number. Where the break is an escape in a string of JSON (`030\n23125000`) it is seen.
/// - A key of hexadecimal digits that nothing names. Commits, digests, traces and UUIDs look the same, and a log is searched by
///   them; behind `key`, `token`, `secret` and their like such a key is hidden.
/// - A password that nothing names: `curl -u name:password`, an argument by its place.
///
/// ```
/// use klartext::privacy::Redactor;
/// let redactor = Redactor::new().id_key("customer_id")?.id("call_*")?.id("KD-######")?;
/// assert_eq!(
///     redactor.redact(r#"{"customer_id":4711,"text":"KD-123456 in call_3f9a1c, 14:30"}"#),
///     r#"{"customer_id":"[REDACTED]","text":"[REDACTED] in [REDACTED], 14:30"}"#,
/// );
/// # Ok::<(), klartext::privacy::IdError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redactor {
    pub(super) ids: Ids,
}

impl Redactor {
    /// One that knows no ids.
    pub const fn new() -> Self {
        Self { ids: Ids::new() }
    }

    /// Hides the value of a key, whatever it is: `customer_id` stands for `customerId`, `Customer-Id` and `CUSTOMER_ID` too, in
    /// JSON, in `key=value`, `key: value` and as `/customer_id/4711` in a path.
    ///
    /// An error if the key has other characters than letters, digits, `_` and `-`, or none, or more than 64.
    pub fn id_key(mut self, key: &str) -> Result<Self, IdError> {
        self.ids.add_key(key)?;
        Ok(self)
    }

    /// Hides ids of a shape wherever they stand as a word: `#` is a digit, `?` a letter, `*` at the end one or more letters,
    /// digits, `_` or `-` with a digit among them; anything else is itself, in capitals or not. `call_*` is a prefix, `KD-######` a form.
    ///
    /// An error if the shape is empty, begins with `*` or a sign, has a `*` inside, more than 64 bytes, or a character
    /// other than letters, digits and `_ - . : /`.
    pub fn id(mut self, shape: &str) -> Result<Self, IdError> {
        self.ids.add_shape(shape)?;
        Ok(self)
    }

    /// The text without what has to go.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        // Everything before it is in `out`.
        let mut copied = 0_usize;
        let mut push = |span: crate::Span, mark, quote: Option<crate::Span>| {
            let quote = quote.and_then(|q| q.of(text)).unwrap_or("");
            for part in [text.get(copied..span.start).unwrap_or(""), quote, tag(mark), quote] {
                out.push_str(part);
            }
            copied = span.end;
        };
        scan(text, &self.ids, &mut Place::default(), text.len(), &mut push);
        if copied == 0 && out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(copied..).unwrap_or(""));
        Cow::Owned(out)
    }
}
