//! Telephone numbers: from anything that reaches a booking system to one canonical number, or to a clear "withheld",
//! "incomplete" or "not a number".

mod backend;
mod decide;
mod direct;
pub mod finding;
#[cfg(feature = "backend-phonenumber")]
mod google;
mod matches;
mod number;
mod numbering;
mod piece;
mod plan;
mod read;
mod recognise;
mod short;
mod special;
pub mod speech;
mod spoken;
mod wire;
mod wire_callers;
mod words;

pub use backend::Backend;
pub use matches::{Match, Side, matches};
pub use number::{Number, NumberKind};
pub use recognise::{
    CALLER_NUMBER_UNCLEAR, CALLER_NUMBER_UNREADABLE, CUSTOMER_NUMBER_UNREADABLE, Consent, Customer,
    Directory, LINE_OF_A_CUSTOMER, Recognised, Recognition, recognise,
};
pub(crate) use speech::in_breaths;
pub(crate) use spoken::SpokenCount;
pub use wire::{PhoneRequest, PhoneResponse, PhoneStatus};
pub use wire_callers::{
    CustomerEntry, CustomerList, MatchRequest, MatchResponse, MatchSource, MatchText, MatchedSide, OneOrMore,
    Question, RecogniseOutcome, RecogniseRequest, RecogniseResponse,
};

use crate::finding::{Datum, Finding};
use crate::span::Span;

/// The longest text that is read as a telephone number, in bytes. Longer ones are invalid, unread.
pub const MAX_TEXT: usize = 1024;

/// Where a number comes from; the policy differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Source {
    /// Signalled by the network: `4930…` begins with a calling code.
    CallerId,
    /// Typed into a field, or written by a model: `4930…` can be both.
    #[default]
    Typed,
    /// Heard: number words, fillers, pairs.
    Spoken,
}

/// What a text is, as a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// A number of the numbering plan, read without a doubt.
    Valid(Number),
    /// It has the shape of a number; the plan was not asked, or the reading is not certain. Confirm it.
    Possible(Number),
    /// Part of a number: digits or the area code are missing.
    Incomplete,
    /// The caller does not show a number, or none was given.
    Withheld,
    /// Not a telephone number, or more than one.
    Invalid,
}

/// What [`normalise`] answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What the text is.
    pub status: Status,
    /// The kind of line; known for emergency and service numbers too, which are no [`Number`].
    pub kind: NumberKind,
    /// The other numbers that the text can mean, or all of them where it holds several.
    pub others: Vec<Number>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// The number, valid or possible.
    pub const fn number(&self) -> Option<&Number> {
        match &self.status {
            Status::Valid(n) | Status::Possible(n) => Some(n),
            _ => None,
        }
    }

    /// The number if it is valid.
    pub const fn valid(&self) -> Option<&Number> {
        match &self.status {
            Status::Valid(n) => Some(n),
            _ => None,
        }
    }
}

/// The version of Google's libphonenumber whose metadata the numbering plans are: `9.0.42`.
pub const fn metadata_version() -> &'static str {
    numbering::version()
}

/// What a text means as a telephone number of somebody in `region` (ISO 3166, `DE`).
///
/// It never fails and never panics; a text that is no number is [`Status::Invalid`] with a finding. Spans are bytes of
/// `text`.
///
/// The first call in a process is as fast as the next. Numbers are neither logged nor kept.
///
/// ```
/// use klartext::phone::{normalise, Source, Status};
/// let outcome = normalise("null drei null zwei drei eins zwei fünf dreimal die null", Source::Spoken, "DE");
/// assert_eq!(outcome.number().map(|n| n.e164()), Some("+493023125000"));
/// assert_eq!(normalise("anonymous", Source::CallerId, "DE").status, Status::Withheld);
/// ```
pub fn normalise(text: &str, source: Source, region: &str) -> Outcome {
    normalise_with(Backend::Tables, text, source, region)
}

/// [`normalise`], with the numbering plans of another backend: for who wants a second opinion.
pub fn normalise_with(backend: Backend, text: &str, source: Source, region: &str) -> Outcome {
    understand(backend, text, source, region, None)
}

/// [`normalise_with`]; `code_said` becomes true if the number's calling code stands in the text, and is not assumed.
fn understand(
    backend: Backend,
    text: &str,
    source: Source,
    region: &str,
    code_said: Option<&mut bool>,
) -> Outcome {
    if text.len() > MAX_TEXT {
        let finding = Finding::new(&finding::TEXT_TOO_LONG).with("bytes", text.len()).with("limit", MAX_TEXT);
        return Outcome::plain(Status::Invalid).with(finding);
    }
    // A code has two letters; of what is none, enough is kept to name it.
    let mut upper: short::Short<8> = short::Short::default();
    let region = if matches!(region.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z']) {
        region
    } else {
        region.trim().bytes().for_each(|b| upper.push(b.to_ascii_uppercase()));
        upper.as_str()
    };
    let ask = decide::Ask { source, region, backend };
    let mut run = read::Run::default();
    if direct::read(text, &mut run) {
        let outcome = decide::decide(&run, ask);
        note_calling_code(code_said, &run, &outcome);
        return outcome.settled();
    }
    closely(text, ask, code_said)
}

/// Reads a text that is less than plain.
fn closely(text: &str, ask: decide::Ask<'_>, code_said: Option<&mut bool>) -> Outcome {
    let whole = Span::new(0, text.len());
    let source = ask.source;
    let glance = special::glance(text);
    if glance.date && special::is_date_or_time(text) {
        return Outcome::plain(Status::Invalid).with(Finding::new(&finding::LOOKS_LIKE_DATE).at(whole));
    }
    let address = if glance.address { special::address(text) } else { special::Address::whole(text) };
    if address.host_only {
        return Outcome::plain(Status::Invalid).with(Finding::new(&finding::NOT_A_NUMBER).at(whole));
    }
    let named = address.span.of(text).unwrap_or(text);
    if special::is_withheld(named, source) || (named.len() < text.len() && special::is_withheld(text, source))
    {
        return Outcome::plain(Status::Withheld).with(Finding::new(&finding::CALLER_WITHHELD).at(whole));
    }
    let mut read = read::read(text, piece::pieces(named, address.span.start), source);
    in_context(&mut read.runs, &address);
    if read.broken {
        return Outcome { findings: read.findings, ..Outcome::plain(Status::Invalid) };
    }
    let mut outcome = match read.runs.as_slice() {
        [] => Outcome::plain(Status::Invalid).with(Finding::new(&finding::NOT_A_NUMBER).at(whole)),
        [run] => match decide::cut_in_two(run, ask) {
            Some(halves) => several(&halves, ask),
            None if run.slash_tail > 0 => decide::decide_slash(run, ask),
            None => decide::decide(run, ask),
        },
        runs => several(runs, ask),
    };
    if let [run] = read.runs.as_slice() {
        note_calling_code(code_said, run, &outcome);
    }
    read.findings.append(&mut outcome.findings);
    Outcome { findings: read.findings, ..outcome }.settled()
}

/// Notes whether the calling code of the number that a run became stands in it, where somebody asked.
fn note_calling_code(said: Option<&mut bool>, run: &read::Run, outcome: &Outcome) {
    if let (Some(said), Some(number)) = (said, outcome.number()) {
        *said = run.plus || calling_code_stands(run.digits.as_bytes(), number);
    }
}

/// True if the number's calling code stands before it in the digits, with a zero in between or without.
fn calling_code_stands(digits: &[u8], number: &Number) -> bool {
    let e164 = number.e164().trim_start_matches('+').as_bytes();
    let Some((code, nsn)) = e164.split_at_checked(plan::code_digits(number.calling_code())) else {
        return false;
    };
    digits.strip_suffix(nsn).is_some_and(|before| before.strip_suffix(b"0").unwrap_or(before).ends_with(code))
}

/// Adds what the parameters of a `tel:` address say to its one number.
fn in_context(runs: &mut [read::Run], address: &special::Address<'_>) {
    let [run] = runs else { return };
    if let Some(extension) = address.extension.filter(|_| run.extension.is_empty()) {
        extension.chars().filter_map(digit).take(7).for_each(|d| run.extension.push(d));
    }
    if let Some(context) = address.context.filter(|_| !run.plus && !run.digits.as_bytes().starts_with(b"00"))
    {
        let mut whole = spoken::Digits::default();
        // It may be as long as the number: `tel:042;phone-context=+493023125`.
        context.chars().filter_map(digit).for_each(|d| whole.push(d));
        // The number after it is a national one: its zero is not dialled behind the calling code.
        run.trunk_zero = run.digits.starts_with(b'0').then_some(whole.len());
        whole.push_bytes(run.digits.as_bytes());
        run.digits = whole;
        run.plus = true;
    }
}

/// Several numbers in one text: never a choice between them, unless they are all the same.
fn several(runs: &[read::Run], ask: decide::Ask<'_>) -> Outcome {
    // A text of MAX_TEXT bytes may hold hundreds; the first few show what it is.
    const MOST: usize = 4;
    let mut outcomes: Vec<Outcome> = runs.iter().take(MOST).map(|run| decide::decide(run, ask)).collect();
    let mut numbers: Vec<Number> = outcomes.iter().filter_map(|o| o.number().copied()).collect();
    let all_read = numbers.len() == runs.len();
    let mut seen = Vec::new();
    numbers.retain(|n| {
        !seen.contains(n) && {
            seen.push(*n);
            true
        }
    });
    if let (true, [_], Some(first)) = (all_read, numbers.as_slice(), outcomes.first_mut()) {
        return std::mem::replace(first, Outcome::plain(Status::Invalid));
    }
    // "112 oder 110", "030; 23125": none of them is a number, and the first that has a name says why.
    if numbers.is_empty() {
        let named = outcomes.iter().position(|o| o.kind != NumberKind::Unknown).unwrap_or(0);
        return outcomes.into_iter().nth(named).unwrap_or_else(|| Outcome::plain(Status::Invalid));
    }
    let masked: Vec<Datum> = numbers.iter().map(|n| Datum::from(n.masked())).collect();
    let span = runs.iter().filter_map(|r| r.span).reduce(Span::join);
    let mut finding = Finding::new(&finding::SEVERAL_NUMBERS).with("numbers", Datum::List(masked));
    finding.span = span;
    Outcome { others: numbers, ..Outcome::plain(Status::Invalid).with(finding) }
}

/// The ASCII digit that a character stands for: ASCII, full-width, Arabic, Persian, Devanagari, mathematical.
pub(crate) fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok().filter(u8::is_ascii_digit);
    }
    let code = u32::from(c);
    let zero = match code {
        0x0660..=0x0669 => 0x0660,
        0x06F0..=0x06F9 => 0x06F0,
        0x0966..=0x096F => 0x0966,
        0xFF10..=0xFF19 => 0xFF10,
        0x1D7CE..=0x1D7FF => return u8::try_from(code.checked_sub(0x1D7CE)? % 10).ok()?.checked_add(b'0'),
        _ => return None,
    };
    u8::try_from(code.checked_sub(zero)?).ok()?.checked_add(b'0')
}

/// How many of the first digits of an international number are its calling code; 0 where no country has it.
pub(crate) fn calling_code_digits(digits: &str) -> usize {
    plan::split_code(digits.as_bytes()).map_or(0, |(code, _)| plan::code_digits(code))
}
