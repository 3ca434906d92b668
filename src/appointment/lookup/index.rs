//! The appointments of a company, by number, call, customer and time.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Caller;
use crate::appointment::{Appointment, AppointmentStatus};
use crate::error::{Error, ErrorKind};
use crate::phone::{self, Match, Side, Source, Status, matches};

/// Appointments under a number.
#[derive(Debug, Default)]
pub(super) struct Under<'a> {
    /// Under the number itself.
    pub(super) exact: Vec<&'a Appointment>,
    /// Under another extension of its line.
    pub(super) line: Vec<&'a Appointment>,
}

/// Where appointments are looked up: one by one, or by way of an index.
pub(super) enum Pool<'a, 'b> {
    /// Each is looked at.
    List(&'a [Appointment]),
    /// By way of an index.
    Indexed(&'b Index<'a>),
}

/// Appointments, read once for many calls: numbers normalised, and sorted by what clues point to.
///
/// ```
/// use klartext::appointment::{Appointment, Stamp, lookup::Index};
/// let mut appointment = Appointment::new("a1", Stamp::parse("2025-11-06T15:00", chrono_tz::Europe::Berlin)?);
/// appointment.phone = Some("030 23125001".into());
/// let appointments = [appointment];
/// assert_eq!(Index::new(&appointments, "DE").len(), 1);
/// # Ok::<(), klartext::Error>(())
/// ```
pub struct Index<'a> {
    all: &'a [Appointment],
    numbers: BTreeMap<String, Vec<u32>>,
    /// Numbers that are not one line without a doubt: switchboards, two numbers in a field, extensions.
    odd: Vec<(u32, Side)>,
    calls: BTreeMap<&'a str, Vec<u32>>,
    customers: BTreeMap<&'a str, Vec<u32>>,
    starts: Vec<(DateTime<Utc>, u32)>,
    /// In the order of their ids.
    ids: Vec<(&'a str, u32)>,
    /// The first tenant, and the first appointment of another one.
    tenant: Option<&'a str>,
    foreign: Option<&'a str>,
}

impl std::fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("appointments", &self.all.len()).finish_non_exhaustive()
    }
}

impl<'a> Index<'a> {
    /// Reads the appointments of callers in `region` (ISO 3166).
    pub fn new(appointments: &'a [Appointment], region: &str) -> Self {
        let mut index = Self {
            all: appointments,
            numbers: BTreeMap::new(),
            odd: Vec::new(),
            calls: BTreeMap::new(),
            customers: BTreeMap::new(),
            starts: Vec::with_capacity(appointments.len()),
            ids: (0_u32..).zip(appointments).map(|(at, record)| (record.id.as_str(), at)).collect(),
            tenant: appointments.iter().find_map(|a| a.tenant.as_deref()),
            foreign: None,
        };
        let other = |a: &&Appointment| a.tenant.is_some() && a.tenant.as_deref() != index.tenant;
        index.foreign = appointments.iter().find(other).map(|a| a.id.as_str());
        for (at, record) in (0_u32..).zip(appointments) {
            if let Some(text) = &record.phone {
                match plain(text, region) {
                    Some(e164) => index.numbers.entry(e164).or_default().push(at),
                    None => index.odd.push((at, Side::from((text.as_str(), Source::Typed, region)))),
                }
            }
            if let Some(id) = &record.call_id {
                index.calls.entry(id).or_default().push(at);
            }
            if let Some(id) = &record.customer_id {
                index.customers.entry(id).or_default().push(at);
            }
            index.starts.push((record.start.at, at));
        }
        index.starts.sort_unstable();
        index.ids.sort_unstable();
        index
    }

    /// How many appointments there are.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The appointments.
    pub const fn appointments(&self) -> &'a [Appointment] {
        self.all
    }

    /// Whether all belong to the company that was called.
    pub(super) fn one_tenant(&self, caller: &Caller) -> Result<(), Error> {
        let others = match (&caller.tenant, self.tenant) {
            (Some(called), Some(theirs)) if called != theirs => self
                .all
                .iter()
                .find(|a| a.tenant.as_ref().is_some_and(|t| t != called))
                .map(|a| a.id.as_str()),
            _ => self.foreign,
        };
        match others {
            Some(id) => Err(Error::new(ErrorKind::Tenant { id: id.to_owned() })),
            None => Ok(()),
        }
    }

    fn these(&self, at: &[u32]) -> Vec<&'a Appointment> {
        at.iter().filter_map(|i| self.all.get(usize::try_from(*i).ok()?)).collect()
    }
}

/// The number, where it is one line and nothing else.
fn plain(text: &str, region: &str) -> Option<String> {
    let outcome = phone::normalise(text, Source::Typed, region);
    let number = outcome.number().filter(|n| outcome.others.is_empty() && n.extension().is_none())?;
    (!switchboard(text)).then(|| number.e164().to_owned())
}

/// "030 23125-0"
fn switchboard(text: &str) -> bool {
    text.trim_end()
        .strip_suffix('0')
        .is_some_and(|rest| !rest.trim_end().ends_with(|c: char| c.is_alphanumeric()))
}

impl<'a> Pool<'a, '_> {
    /// The one with an id that still stands; of several with the same id the first.
    pub(super) fn booked(&self, id: &str) -> Option<&'a Appointment> {
        let stands = |a: &&Appointment| a.status == AppointmentStatus::Booked;
        match self {
            Self::List(all) => all.iter().filter(|a| a.id == id).find(stands),
            Self::Indexed(index) => {
                let from = index.ids.partition_point(|(other, _)| *other < id);
                let same = index.ids.iter().skip(from).take_while(|(other, _)| *other == id);
                same.filter_map(|(_, at)| index.all.get(usize::try_from(*at).ok()?)).find(stands)
            }
        }
    }

    /// Those under a number, which is given in E.164.
    pub(super) fn with_number(&self, e164: &str, region: &str) -> Under<'a> {
        let mut under = Under::default();
        let tail = Tail::of(e164);
        let called = Side::from((e164, Source::CallerId, region));
        let mut put = |kind: Match, text: &str, record: &'a Appointment| match kind {
            Match::Exact => under.exact.push(record),
            Match::Extension => under.line.push(record),
            Match::Unclear if one_of_several(text, e164, region) => under.exact.push(record),
            _ => {}
        };
        match self {
            Self::List(all) => {
                for record in *all {
                    if let Some(text) = record.phone.as_deref().filter(|text| tail.may_be(text)) {
                        put(matches(called.clone(), (text, Source::Typed, region)), text, record);
                    }
                }
            }
            Self::Indexed(index) => {
                for (at, side) in &index.odd {
                    let record = usize::try_from(*at).ok().and_then(|at| index.all.get(at));
                    let Some((record, text)) = record.and_then(|r| Some((r, r.phone.as_deref()?))) else {
                        continue;
                    };
                    if tail.may_be(text) {
                        put(matches(called.clone(), side.clone()), text, record);
                    }
                }
                under.exact.extend(index.numbers.get(e164).map(|at| index.these(at)).unwrap_or_default());
            }
        }
        under
    }

    /// Those that were booked in a call.
    pub(super) fn of_call(&self, id: &str) -> Vec<&'a Appointment> {
        match self {
            Self::List(all) => all.iter().filter(|a| a.call_id.as_deref() == Some(id)).collect(),
            Self::Indexed(index) => index.calls.get(id).map(|at| index.these(at)).unwrap_or_default(),
        }
    }

    /// Those of a customer.
    pub(super) fn of_customer(&self, id: &str) -> Vec<&'a Appointment> {
        match self {
            Self::List(all) => all.iter().filter(|a| a.customer_id.as_deref() == Some(id)).collect(),
            Self::Indexed(index) => index.customers.get(id).map(|at| index.these(at)).unwrap_or_default(),
        }
    }

    /// Those that begin at an instant.
    pub(super) fn at(&self, start: DateTime<Utc>) -> Vec<&'a Appointment> {
        match self {
            Self::List(all) => all.iter().filter(|a| a.start.at == start).collect(),
            Self::Indexed(index) => {
                let from = index.starts.partition_point(|(at, _)| *at < start);
                let same = index.starts.iter().skip(from).take_while(|(at, _)| *at == start);
                same.filter_map(|(_, i)| index.all.get(usize::try_from(*i).ok()?)).collect()
            }
        }
    }
}

/// Whether a field with several numbers holds this one.
fn one_of_several(text: &str, e164: &str, region: &str) -> bool {
    let outcome = phone::normalise(text, Source::Typed, region);
    outcome.status == Status::Invalid && outcome.others.iter().any(|n| n.e164() == e164)
}

/// The last digits of a number: cheap to compare, before anything is read.
#[derive(Clone, Copy)]
struct Tail(u32);

impl Tail {
    const fn push(self, digit: u8) -> Self {
        Self(self.0 << 8 | digit as u32)
    }

    fn of(e164: &str) -> Self {
        e164.bytes().filter(u8::is_ascii_digit).fold(Self(0), Self::push)
    }

    /// Whether a stored text can be the number or an extension of its line at all; never wrong when it says no.
    ///
    /// What is one line agrees in its last digits, unless one side is a switchboard, has an extension, or is spoken.
    fn may_be(self, text: &str) -> bool {
        let (mut tail, mut digits) = (Self(0), 0_u32);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    tail = tail.push(byte);
                    digits = digits.saturating_add(1);
                }
                b' ' | b'+' | b'(' | b')' | b'/' | b'.' | b'-' => {}
                // An extension by name, number words, two numbers, digits of another script.
                _ => return true,
            }
        }
        let shown = match digits {
            0 => return true,
            1..=3 => u32::MAX.unbounded_shr(32_u32.saturating_sub(digits.saturating_mul(8))),
            _ => u32::MAX,
        };
        tail.0 & shown == self.0 & shown || digits > 15 || switchboard(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_look_never_hides_a_match() {
        let texts = [
            "+493023125012",
            "030 23125012",
            "030/23125-012",
            "030 23125-0",
            "030 23125 App. 12",
            "0049 30 23125012",
            "null drei null zwei drei eins zwei fünf null eins zwei",
            "030 23125012 / 030 23125013",
            "(030) 231 25 012",
            "٠٣٠ ٢٣١٢٥٠١٢",
            "",
            "12",
            "tel:+49-30-23125012",
        ];
        for text in texts {
            let kind = matches(("+493023125012", Source::CallerId, "DE"), (text, Source::Typed, "DE"));
            if matches!(kind, Match::Exact | Match::Extension) {
                assert!(Tail::of("+493023125012").may_be(text), "{text}");
            }
        }
        assert!(!Tail::of("+493023125012").may_be("030 23125013"));
    }

    #[test]
    fn an_index_finds_what_a_list_finds() {
        let numbers =
            ["+493023125012", "030 23125012", "030 23125-0", "030 23125013", "030 23125 App. 12", "anonym"];
        let all: Vec<Appointment> = numbers
            .iter()
            .enumerate()
            .map(|(i, number)| {
                let mut a = Appointment::new(i.to_string(), DateTime::UNIX_EPOCH);
                a.phone = Some((*number).to_owned());
                a
            })
            .collect();
        let index = Index::new(&all, "DE");
        let ids = |list: &[&Appointment]| {
            let mut ids: Vec<String> = list.iter().map(|a| a.id.clone()).collect();
            ids.sort();
            ids
        };
        let (list, indexed) = (Pool::List(&all), Pool::Indexed(&index));
        for number in ["+493023125012", "+493023125013", "+493023125999"] {
            let (a, b) = (list.with_number(number, "DE"), indexed.with_number(number, "DE"));
            assert_eq!(ids(&a.exact), ids(&b.exact), "{number}");
            assert_eq!(ids(&a.line), ids(&b.line), "{number}");
        }
        assert_eq!(ids(&list.with_number("+493023125012", "DE").exact), ["0", "1"]);
        // A field with two numbers counts as both.
        let mut two = Appointment::new("two", DateTime::UNIX_EPOCH);
        two.phone = Some("030 23125020 / 030 23125021".into());
        let two = [two];
        assert_eq!(ids(&Pool::List(&two).with_number("+493023125021", "DE").exact), ["two"]);
        assert_eq!(ids(&list.at(DateTime::UNIX_EPOCH)).len(), ids(&indexed.at(DateTime::UNIX_EPOCH)).len());
    }
}
