//! Who may be calling: as far as the law and common sense allow.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Match, Number, Outcome, Source, Status, normalise};
use crate::finding::Severity::{Note, Warning};
use crate::finding::{Finding, Kind, Lang};

/// A number among the customers' that cannot be read.
pub static CUSTOMER_NUMBER_UNREADABLE: Kind = Kind::new(
    "customer_number_unreadable",
    Warning,
    "Von {count} Kunden ist eine Telefonnummer nicht lesbar; die übrigen wurden verglichen.",
    "a telephone number of {count} customers cannot be read; the others were compared",
);
/// The caller's number has several readings.
pub static CALLER_NUMBER_UNCLEAR: Kind = Kind::new(
    "caller_number_unclear",
    Warning,
    "Die Nummer des Anrufers ist nicht eindeutig; es wurde niemand zugeordnet.",
    "the caller's number can be read in several ways; nobody was matched",
);
/// What the network signalled is no number.
pub static CALLER_NUMBER_UNREADABLE: Kind = Kind::new(
    "caller_number_unreadable",
    Warning,
    "Die Nummer des Anrufers ist nicht lesbar.",
    "the caller's number cannot be read",
);
/// The caller uses an extension of a customer's line.
pub static LINE_OF_A_CUSTOMER: Kind = Kind::new(
    "line_of_a_customer",
    Note,
    "Der Anruf kommt von einer Durchwahl eines Anschlusses, der bekannt ist.",
    "the call comes from an extension of a line that is known",
);

/// Whether the caller may be looked up by the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Consent {
    /// They have agreed to it.
    Given,
    /// They have not, or nobody knows.
    #[default]
    NotGiven,
}

/// A customer with one telephone number; who has two is listed twice.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer<'a, I> {
    /// What identifies the customer, and the company where several share a table.
    pub id: I,
    /// As it was typed or stored.
    pub phone: &'a str,
    /// ISO 3166, for numbers without a calling code.
    pub region: &'a str,
}

impl<'a, I> Customer<'a, I> {
    /// A customer in Germany.
    pub const fn new(id: I, phone: &'a str) -> Self {
        Self { id, phone, region: "DE" }
    }

    /// The same in another region.
    #[must_use]
    pub const fn in_region(mut self, region: &'a str) -> Self {
        self.region = region;
        self
    }
}

// By hand: no number belongs into a log.
impl<I: fmt::Debug> fmt::Debug for Customer<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customer")
            .field("id", &self.id)
            .field("phone", &crate::privacy::mask_phone(self.phone))
            .field("region", &self.region)
            .finish()
    }
}

/// Whose number it is. **A recognised number is one clue, not an identity**: whoever holds the telephone may be
/// somebody else, and caller ids can be forged. It may shorten a question, never replace one that protects data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
#[non_exhaustive]
pub enum Recognised<I> {
    /// One customer has this number.
    Known {
        /// Who.
        customer: I,
    },
    /// Several customers have this number, or its line: a family, a company. Ask who is calling, never pick.
    Shared {
        /// In the order of their ids.
        customers: Vec<I>,
        /// [`Match::Exact`], or [`Match::Extension`] where the caller uses another extension of a customer's line.
        by: Match,
    },
    /// Nobody has this number.
    Unknown,
    /// The caller shows none.
    Withheld,
    /// Nothing was looked up.
    NoConsent,
}

impl<I> Recognised<I> {
    /// What to ask the caller, where the number alone must not decide.
    pub const fn question(&self, lang: Lang) -> Option<&'static str> {
        match (self, lang) {
            (Self::Shared { .. }, Lang::De) => Some("Mit wem spreche ich, bitte?"),
            (Self::Shared { .. }, Lang::En) => Some("May I ask who is calling, please?"),
            _ => None,
        }
    }
}

/// What [`recognise`] answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition<I> {
    /// Whose number it is.
    pub who: Recognised<I>,
    /// Customers with a number that cannot be read, in the order of their ids.
    pub unreadable: Vec<I>,
    /// What was noticed. No finding carries a number.
    pub findings: Vec<Finding>,
}

/// Customers by their numbers, made once for many calls.
#[derive(Clone)]
pub struct Directory<I> {
    /// Whose number it is, by E.164.
    numbers: BTreeMap<String, BTreeSet<I>>,
    /// Whose line it is, by the digits before the extension.
    stems: BTreeMap<String, BTreeSet<I>>,
    unreadable: BTreeSet<I>,
}

impl<I> fmt::Debug for Directory<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Directory")
            .field("numbers", &self.numbers.len())
            .field("stems", &self.stems.len())
            .field("unreadable", &self.unreadable.len())
            .finish()
    }
}

impl<I: Ord + Clone> Directory<I> {
    /// Reads the customers' numbers. A number that cannot be read costs nobody else a place; a field with two numbers
    /// counts as both; one that can be read in several ways counts as none.
    pub fn new<'a>(customers: impl IntoIterator<Item = Customer<'a, I>>) -> Self {
        let mut out = Self { numbers: BTreeMap::new(), stems: BTreeMap::new(), unreadable: BTreeSet::new() };
        for Customer { id, phone, region } in customers {
            let outcome = normalise(phone, Source::Typed, region);
            let several = outcome.status == Status::Invalid && !outcome.others.is_empty();
            match outcome.number() {
                Some(number) if outcome.others.is_empty() => out.add(&id, phone, number),
                None if several => outcome.others.iter().for_each(|n| out.add(&id, "", n)),
                // No number given is no mistake.
                None if outcome.status == Status::Withheld => {}
                _ => drop(out.unreadable.insert(id)),
            }
        }
        out
    }

    fn add(&mut self, id: &I, text: &str, number: &Number) {
        self.numbers.entry(number.e164().to_owned()).or_default().insert(id.clone());
        if let Some(stem) = super::matches::stem_written(text, number) {
            self.stems.entry(stem).or_default().insert(id.clone());
        }
    }

    /// Whose number the caller's is. The order in which customers were listed never matters.
    pub fn recognise(&self, caller: &Outcome, consent: Consent) -> Recognition<I> {
        if consent == Consent::NotGiven {
            return Recognition { who: Recognised::NoConsent, unreadable: Vec::new(), findings: Vec::new() };
        }
        let mut findings = Vec::new();
        if !self.unreadable.is_empty() {
            findings.push(Finding::new(&CUSTOMER_NUMBER_UNREADABLE).with("count", self.unreadable.len()));
        }
        let who = match caller.number() {
            _ if caller.status == Status::Withheld => Recognised::Withheld,
            None => {
                findings.push(Finding::new(&CALLER_NUMBER_UNREADABLE));
                Recognised::Unknown
            }
            Some(_) if !caller.others.is_empty() => {
                findings.push(Finding::new(&CALLER_NUMBER_UNCLEAR));
                Recognised::Unknown
            }
            Some(number) => self.holder(number, &mut findings),
        };
        Recognition { who, unreadable: self.unreadable.iter().cloned().collect(), findings }
    }

    fn holder(&self, number: &Number, findings: &mut Vec<Finding>) -> Recognised<I> {
        /// The longest extension that is looked for behind a stem.
        const LONGEST: usize = 4;
        if let Some(holders) = self.numbers.get(number.e164()) {
            let customers: Vec<I> = holders.iter().cloned().collect();
            return match <[I; 1]>::try_from(customers) {
                Ok([customer]) => Recognised::Known { customer },
                Err(customers) => Recognised::Shared { customers, by: Match::Exact },
            };
        }
        let stems = (1..=LONGEST).filter_map(|tail| {
            let stem = number.e164().get(..number.e164().len().checked_sub(tail)?)?;
            self.stems.get(stem)
        });
        let customers: BTreeSet<I> = stems.flatten().cloned().collect();
        if customers.is_empty() {
            return Recognised::Unknown;
        }
        findings.push(Finding::new(&LINE_OF_A_CUSTOMER));
        Recognised::Shared { customers: customers.into_iter().collect(), by: Match::Extension }
    }
}

/// Whose number the caller's is, among `customers`. Without consent not one customer is looked at.
///
/// For many calls with the same customers make a [`Directory`] once.
///
/// ```
/// use klartext::finding::Lang;
/// use klartext::phone::{normalise, recognise, Consent, Customer, Recognised, Source};
/// let caller = normalise("+493023125001", Source::CallerId, "DE");
/// let customers = [Customer::new(1, "030 23125001"), Customer::new(2, "030 231 25-001"), Customer::new(3, "030 23125003")];
/// let found = recognise(&caller, Consent::Given, customers.clone());
/// assert!(matches!(&found.who, Recognised::Shared { customers, .. } if *customers == [1, 2]));
/// assert_eq!(found.who.question(Lang::De), Some("Mit wem spreche ich, bitte?"));
/// assert_eq!(recognise(&caller, Consent::NotGiven, customers).who, Recognised::NoConsent);
/// ```
pub fn recognise<'a, I: Ord + Clone + 'a>(
    caller: &Outcome,
    consent: Consent,
    customers: impl IntoIterator<Item = Customer<'a, I>>,
) -> Recognition<I> {
    if consent == Consent::NotGiven {
        return Directory::new([]).recognise(caller, consent);
    }
    Directory::new(customers).recognise(caller, consent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(number: &str) -> Outcome {
        normalise(number, Source::CallerId, "DE")
    }

    const CUSTOMERS: [Customer<'_, u32>; 7] = [
        Customer::new(1, "030 23125001"),
        Customer::new(2, "+49 30 231 25 - 002"),
        Customer::new(3, "null drei null"),
        Customer::new(4, "030 23125004 / 030 23125005"),
        Customer::new(5, "0049 30 23125002"),
        Customer::new(6, "030 23125-0"),
        Customer::new(7, ""),
    ];

    #[test]
    fn one_customer_is_known_and_two_are_asked() {
        let found = recognise(&call("+493023125001"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Known { customer: 1 });
        assert_eq!(found.who.question(Lang::De), None);
        let found = recognise(&call("+493023125002"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Shared { customers: vec![2, 5], by: Match::Exact });
        assert_eq!(found.who.question(Lang::En), Some("May I ask who is calling, please?"));
    }

    #[test]
    fn a_bad_number_costs_nobody_else_a_place() {
        let found = recognise(&call("+493023125005"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Known { customer: 4 });
        assert_eq!(found.unreadable, [3]);
        assert_eq!(found.findings.len(), 1);
        assert!(found.findings.iter().all(|f| f.is(&CUSTOMER_NUMBER_UNREADABLE)));
    }

    #[test]
    fn an_extension_is_a_line_and_no_person() {
        let found = recognise(&call("+493023125019"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Shared { customers: vec![6], by: Match::Extension });
        assert!(found.findings.iter().any(|f| f.is(&LINE_OF_A_CUSTOMER)));
    }

    #[test]
    fn without_consent_no_customer_is_looked_at() {
        struct Untouchable;
        impl Iterator for Untouchable {
            type Item = Customer<'static, u32>;
            fn next(&mut self) -> Option<Self::Item> {
                panic!("a customer was looked at")
            }
        }
        let found = recognise(&call("+493023125001"), Consent::NotGiven, Untouchable);
        assert_eq!((found.who, found.findings.len()), (Recognised::NoConsent, 0));
    }

    #[test]
    fn withheld_and_unreadable_callers_are_nobody() {
        let found = recognise(&call("anonymous"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Withheld);
        let found = recognise(&call("2026-11-20"), Consent::Given, CUSTOMERS);
        assert_eq!(found.who, Recognised::Unknown);
        assert!(found.findings.iter().any(|f| f.is(&CALLER_NUMBER_UNREADABLE)));
        assert_eq!(
            recognise(&call("+493023199999"), Consent::Given, CUSTOMERS[..2].to_vec()).who,
            Recognised::Unknown
        );
    }

    #[test]
    fn nothing_shows_a_number() {
        let directory = Directory::new(CUSTOMERS);
        let shown = format!(
            "{directory:?} {CUSTOMERS:?} {:?}",
            directory.recognise(&call("+493023125001"), Consent::Given)
        );
        assert!(!shown.contains("23125"), "{shown}");
    }
}
