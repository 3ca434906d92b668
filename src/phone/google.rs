//! The same question put to crate `phonenumber`: feature `backend-phonenumber`.
//!
//! Only the metadata that the crate carries is read, and nothing else of it: its own parser accepts what merely *begins*
//! like a number and unwraps captures that may be missing. The patterns are matched here, anchored at both ends. The
//! first use in a process unpacks the metadata, which takes tens of milliseconds; later ones compile again what the
//! crate's cache of 100 has dropped.

use phonenumber::metadata::{DATABASE, Descriptor, Format};
use phonenumber::{Metadata, Type};

use super::backend::{Verdict, blank, german_limits};
use super::number::{Number, NumberKind};
use super::plan;
use super::short::Short;

pub(super) fn dialled_in(region: &str, digits: &str) -> Option<(u16, Short<32>)> {
    let meta = DATABASE.by_id(region)?;
    let national = meta
        .national_prefix()
        .and_then(|trunk| digits.strip_prefix(trunk))
        .filter(|rest| {
            !matches(meta.descriptors().general(), digits) || matches(meta.descriptors().general(), rest)
        })
        .unwrap_or(digits);
    Some((meta.country_code(), Short::of(national)))
}

pub(super) fn engine(code: u16, nsn: &str) -> (Verdict, Option<Number>) {
    let Some(plans) = DATABASE.by_code(&code).filter(|p| !p.is_empty()) else {
        return (Verdict::UnknownCode, None);
    };
    for meta in &plans {
        let Some(kind) = kind_of(meta, nsn) else { continue };
        let number = formatted(meta, nsn, blank(code, nsn.as_bytes(), kind));
        return (german_limits(code, nsn.as_bytes()), Some(number));
    }
    let lengths = || plans.iter().flat_map(|m| m.descriptors().general().possible_length());
    let length = u16::try_from(nsn.len()).unwrap_or(u16::MAX);
    let verdict = match (lengths().min(), lengths().max()) {
        (Some(min), _) if length < *min => Verdict::TooShort,
        (_, Some(max)) if length > *max => Verdict::TooLong,
        _ if code == 49 && plan::german(nsn.as_bytes()) == plan::German::TooShort => Verdict::TooShort,
        _ => Verdict::NotInPlan,
    };
    (verdict, None)
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
    let abroad =
        if meta.international_formats().is_empty() { meta.formats() } else { meta.international_formats() };
    let international = chosen(abroad)
        .and_then(|f| fill(f.pattern().as_str(), f.format()))
        .map(|n| format!("+{} {n}", meta.country_code()));
    // Region 001 is not a place: satellite telephones, international free numbers.
    Number {
        region: Some(meta.id()).filter(|id| *id != "001").map(Short::of),
        national: national.map_or(number.national, |n| Short::of(&n)),
        international: international.map_or(number.international, |n| Short::of(&n)),
        ..number
    }
}
