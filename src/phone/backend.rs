//! Asks a numbering plan whether a number exists. The only file that knows which engine answers.
//!
//! With feature `backend-phonenumber` it reads Google's metadata as crate `phonenumber` carries it, and nothing else of
//! that crate: its own parser accepts what merely *begins* like a number (263 of 26,937 German numbers falsely valid)
//! and unwraps captures that may be missing. The patterns are matched here, anchored at both ends. The first use in a
//! process unpacks the metadata, which takes tens of milliseconds; later ones compile again what the crate's
//! cache of 100 has dropped. Without the feature only the shape is checked and nothing is ever [`Verdict::Valid`].

use super::number::{Number, NumberKind};
use super::plan;

/// What the plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is in the plan.
    #[cfg_attr(not(feature = "backend-phonenumber"), expect(dead_code, reason = "only an engine can say so"))]
    Valid,
    /// The plan does not speak against it.
    Possible,
    /// Longer than the plan gives out today.
    Long,
    /// Digits are missing.
    TooShort,
    /// More digits than any number there.
    TooLong,
    /// The right length, and no such number.
    NotInPlan,
    /// No country has the calling code.
    UnknownCode,
}

/// A number and what the plan says about it.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) number: Number,
}

/// The longest national significant number that is passed on: E.164 has 15 digits in all.
const MAX_NATIONAL: usize = 15;

/// Judges a national significant number, ASCII digits without a trunk prefix, under a calling code.
pub(super) fn judge(code: u16, nsn: &str) -> Judged {
    let blank = |kind| Number {
        e164: format!("+{code}{nsn}"),
        calling_code: code,
        region: plan::region_of(code).map(str::to_owned),
        kind,
        extension: None,
        national: if plan::has_trunk_zero(code) { format!("0{nsn}") } else { nsn.to_owned() },
        international: format!("+{code} {nsn}"),
    };
    let unable = |verdict| Judged { verdict, number: blank(NumberKind::Unknown) };
    if !plan::is_calling_code(code) {
        return unable(Verdict::UnknownCode);
    }
    if nsn.len() > MAX_NATIONAL || nsn.len().saturating_add(plan::code_digits(code)) > 15 {
        return unable(Verdict::TooLong);
    }
    if nsn.len() < 4 || !nsn.bytes().all(|b| b.is_ascii_digit()) {
        return unable(Verdict::TooShort);
    }
    engine(code, nsn, blank)
}

#[cfg(not(feature = "backend-phonenumber"))]
fn engine(code: u16, nsn: &str, blank: impl Fn(NumberKind) -> Number) -> Judged {
    let (verdict, kind) = if code == 49 {
        match plan::german(nsn) {
            plan::German::Fits(kind) => (Verdict::Possible, kind),
            plan::German::Long(kind) => (Verdict::Long, kind),
            plan::German::TooShort => (Verdict::TooShort, NumberKind::Unknown),
            plan::German::TooLong => (Verdict::TooLong, NumberKind::Unknown),
            plan::German::NoSuch => (Verdict::NotInPlan, NumberKind::Unknown),
        }
    } else {
        match nsn.len().saturating_add(plan::code_digits(code)) {
            0..=7 => (Verdict::TooShort, NumberKind::Unknown),
            _ => (Verdict::Possible, NumberKind::Unknown),
        }
    };
    Judged { verdict, number: blank(kind) }
}

/// The national significant number of what was dialled in a region whose dialling rules `plan` does not hold, with
/// the calling code of that region.
#[cfg(not(feature = "backend-phonenumber"))]
pub(super) fn dialled_in(_region: &str, _digits: &str) -> Option<(u16, String)> {
    None
}

#[cfg(feature = "backend-phonenumber")]
pub(super) use google::dialled_in;
#[cfg(feature = "backend-phonenumber")]
use google::engine;

#[cfg(feature = "backend-phonenumber")]
mod google {
    use phonenumber::metadata::{DATABASE, Descriptor, Format};
    use phonenumber::{Metadata, Type};

    use super::{Judged, Number, NumberKind, Verdict, plan};

    pub(in super::super) fn dialled_in(region: &str, digits: &str) -> Option<(u16, String)> {
        let meta = DATABASE.by_id(region)?;
        let national = meta
            .national_prefix()
            .and_then(|trunk| digits.strip_prefix(trunk))
            .filter(|rest| {
                !matches(meta.descriptors().general(), digits) || matches(meta.descriptors().general(), rest)
            })
            .unwrap_or(digits);
        Some((meta.country_code(), national.to_owned()))
    }

    pub(super) fn engine(code: u16, nsn: &str, blank: impl Fn(NumberKind) -> Number) -> Judged {
        let Some(plans) = DATABASE.by_code(&code).filter(|p| !p.is_empty()) else {
            return Judged { verdict: Verdict::UnknownCode, number: blank(NumberKind::Unknown) };
        };
        for meta in &plans {
            let Some(kind) = kind_of(meta, nsn) else { continue };
            // Region 001 is not a place: satellite telephones, international free numbers.
            let region = (meta.id() != "001").then(|| meta.id().to_owned());
            let number = Number { region, ..formatted(meta, nsn, blank(kind)) };
            return Judged { verdict: german_limits(code, nsn), number };
        }
        let lengths = || plans.iter().flat_map(|m| m.descriptors().general().possible_length());
        let length = u16::try_from(nsn.len()).unwrap_or(u16::MAX);
        let verdict = match (lengths().min(), lengths().max()) {
            (Some(min), _) if length < *min => Verdict::TooShort,
            (_, Some(max)) if length > *max => Verdict::TooLong,
            _ if code == 49 && plan::german(nsn) == plan::German::TooShort => Verdict::TooShort,
            _ => Verdict::NotInPlan,
        };
        Judged { verdict, number: blank(NumberKind::Unknown) }
    }

    /// Google's German pattern admits every extension that was ever seen; the regulator gives out eleven digits.
    fn german_limits(code: u16, nsn: &str) -> Verdict {
        if code != 49 {
            return Verdict::Valid;
        }
        match plan::german(nsn) {
            plan::German::Fits(_) => Verdict::Valid,
            plan::German::TooShort => Verdict::TooShort,
            plan::German::TooLong => Verdict::TooLong,
            plan::German::Long(_) => Verdict::Long,
            // A range that the table here does not know, and Google does.
            plan::German::NoSuch => Verdict::Possible,
        }
    }

    fn kind_of(meta: &Metadata, nsn: &str) -> Option<NumberKind> {
        let all = meta.descriptors();
        if !matches(all.general(), nsn) {
            return None;
        }
        let is = |kind: Type| all.get(kind).is_some_and(|d| matches(d, nsn));
        // The order is Google's: the narrower kinds first.
        let kinds = [
            (Type::PremiumRate, NumberKind::PremiumRate),
            (Type::TollFree, NumberKind::TollFree),
            (Type::SharedCost, NumberKind::SharedCost),
            (Type::Voip, NumberKind::Voip),
            (Type::PersonalNumber, NumberKind::PersonalNumber),
            (Type::Pager, NumberKind::Pager),
            (Type::Uan, NumberKind::Uan),
            (Type::Voicemail, NumberKind::Voicemail),
        ];
        if let Some((_, kind)) = kinds.into_iter().find(|(theirs, _)| is(*theirs)) {
            return Some(kind);
        }
        match (is(Type::FixedLine), is(Type::Mobile)) {
            (true, true) => Some(NumberKind::FixedLineOrMobile),
            (true, false) => Some(NumberKind::FixedLine),
            (false, true) => Some(NumberKind::Mobile),
            (false, false) => None,
        }
    }

    fn matches(descriptor: &Descriptor, nsn: &str) -> bool {
        let lengths = descriptor.possible_length();
        let length = u16::try_from(nsn.len()).unwrap_or(u16::MAX);
        (lengths.is_empty() || lengths.contains(&length))
            && whole_match(descriptor.national_number().as_str(), nsn)
    }

    /// `pattern` matches all of `text`. The crate's own matching is not anchored; its cache compiles ours as well.
    fn whole_match(pattern: &str, text: &str) -> bool {
        let anchored = format!("(?x)^(?:{pattern})$");
        let cache = DATABASE.cache();
        let Ok(mut cache) = cache.lock() else { return false };
        cache.compile(&anchored).is_ok_and(|regex| regex.is_match(text))
    }

    fn begins(pattern: &str, text: &str) -> bool {
        let anchored = format!("(?x)^(?:{pattern})");
        let cache = DATABASE.cache();
        let Ok(mut cache) = cache.lock() else { return false };
        cache.compile(&anchored).is_ok_and(|regex| regex.is_match(text))
    }

    fn formatted(meta: &Metadata, nsn: &str, number: Number) -> Number {
        let chosen = |formats: &[Format]| -> Option<Format> {
            formats
                .iter()
                .find(|f| {
                    f.leading_digits().last().is_none_or(|d| begins(d.as_str(), nsn))
                        && whole_match(f.pattern().as_str(), nsn)
                })
                .cloned()
        };
        let fill = |pattern: &str, form: &str| -> Option<String> {
            let cache = DATABASE.cache();
            let mut cache = cache.lock().ok()?;
            let regex = cache.compile(&format!("(?x)^(?:{pattern})$")).ok()?;
            Some(regex.replace(nsn, form).into_owned())
        };
        let national = chosen(meta.formats()).and_then(|f| {
            let form = match f.national_prefix() {
                Some(rule) => {
                    let rule = rule.replace("$NP", meta.national_prefix().unwrap_or("")).replace("$FG", "$1");
                    f.format().replacen("$1", &rule, 1)
                }
                None => f.format().to_owned(),
            };
            fill(f.pattern().as_str(), &form)
        });
        let abroad = if meta.international_formats().is_empty() {
            meta.formats()
        } else {
            meta.international_formats()
        };
        let international = chosen(abroad)
            .and_then(|f| fill(f.pattern().as_str(), f.format()))
            .map(|n| format!("+{} {n}", meta.country_code()));
        Number {
            national: national.unwrap_or(number.national),
            international: international.unwrap_or(number.international),
            ..number
        }
    }
}
