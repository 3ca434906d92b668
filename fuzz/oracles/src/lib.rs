//! Telephone numbers as others read them: crates `phonenumber` and `rlibphonenumber`, beside the library's own tables.
//!
//! `tests/reference.rs` puts every number of `tests/phone_reference/reference.tsv` to all three; the fuzz target `phone` puts
//! every number to them that the library calls valid.

use std::panic::catch_unwind;

use klartext::phone::{Number, Source, Status, normalise};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// The region of a number that is written with its calling code.
pub const ANYWHERE: &str = "ZZ";

/// What a library says of a number: all that can be compared, or why there is nothing.
pub type Answer = Result<String, String>;

/// One of the libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// This one.
    Klartext,
    /// `phonenumber` 0.3.10, metadata 9.0.33.
    Phonenumber,
    /// `rlibphonenumber` 2.2.15, metadata 9.0.42.
    Rlibphonenumber,
}

impl Library {
    /// What it says of `text`, dialled in `region`: kind, region, E.164, national and international form of a valid number.
    pub fn asked(self, region: &str, text: &str) -> Answer {
        // Both of the others panic on some texts; that is an answer too.
        match self {
            Self::Klartext => klartext(region, text),
            Self::Phonenumber => {
                catch_unwind(|| phonenumber(region, text)).unwrap_or_else(|_| Err("panicked".into()))
            }
            Self::Rlibphonenumber => {
                catch_unwind(|| rlibphonenumber(region, text)).unwrap_or_else(|_| Err("panicked".into()))
            }
        }
    }
}

/// All that is compared of a number, in one line.
fn shown(number: &Number) -> String {
    line(number.kind().as_str(), number.region(), number.e164(), number.national(), number.international())
}

fn line(kind: &str, region: Option<&str>, e164: &str, national: &str, international: &str) -> String {
    [kind, region.unwrap_or("-"), e164, national, international].join(" | ")
}

fn klartext(region: &str, text: &str) -> Answer {
    let outcome = match region {
        ANYWHERE => normalise(text, Source::CallerId, "DE"),
        region => normalise(text, Source::Typed, region),
    };
    match outcome.valid() {
        Some(number) => Ok(shown(number)),
        None => Err(outcome.findings.iter().map(|f| f.code()).collect::<Vec<_>>().join(", ")),
    }
}

fn phonenumber(region: &str, text: &str) -> Answer {
    use phonenumber::{Mode, country, metadata::DATABASE};
    let region: Option<country::Id> = region.parse().ok();
    let number = phonenumber::parse(region, text).map_err(|e| e.to_string())?;
    if !number.is_valid() {
        return Err("not valid".into());
    }
    let form = |mode| number.format().mode(mode).to_string();
    let region = number.country().id().map(|id| id.as_ref().to_owned());
    Ok(line(
        &snake(&format!("{:?}", number.number_type(&DATABASE))),
        region.as_deref(),
        &form(Mode::E164),
        &form(Mode::National),
        &form(Mode::International),
    ))
}

fn rlibphonenumber(region: &str, text: &str) -> Answer {
    let all = &PHONE_NUMBER_UTIL;
    let region = Region::from_code(region).ok().filter(|_| region != ANYWHERE);
    let number = all.parse(text, region).map_err(|e| e.to_string())?;
    if !all.is_valid_number(&number) {
        return Err("not valid".into());
    }
    let form = |format| all.format(&number, format).into_owned();
    let region = all.get_region_for_number(&number).map(|r| r.as_region_str().to_string());
    Ok(line(
        &snake(&format!("{:?}", all.get_number_type(&number))),
        region.as_deref().filter(|r| *r != "001"),
        &form(PhoneNumberFormat::E164),
        &form(PhoneNumberFormat::National),
        &form(PhoneNumberFormat::International),
    ))
}

/// `FixedLineOrMobile` as `fixed_line_or_mobile`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    match out.as_str() {
        "vo_i_p" | "vo_ip" => "voip".into(),
        "u_a_n" => "uan".into(),
        "voice_mail" => "voicemail".into(),
        _ => out,
    }
}

/// For the fuzz target: holds what the library calls valid in `data`, a text, against the other two, and a number of the
/// text's digits that is valid to `rlibphonenumber` against the library.
///
/// # Panics
///
/// Where they differ, besides the lengths of German numbers, which the library has from the regulator.
pub fn agree(data: &[u8]) {
    /// Calling codes whose metadata is the same in 9.0.33 and 9.0.42.
    const SETTLED: [u16; 4] = [49, 43, 41, 423];
    let Ok(text) = std::str::from_utf8(data) else { return };
    let outcome = normalise(text, Source::Typed, "DE");
    if let Some(number) = outcome.valid() {
        let (ours, e164) = (Ok(shown(number)), number.e164());
        assert_eq!(ours, rlibphonenumber(ANYWHERE, e164), "rlibphonenumber of {e164}");
        if SETTLED.contains(&number.calling_code()) {
            assert_eq!(ours, phonenumber(ANYWHERE, e164), "phonenumber of {e164}");
        }
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).take(15).collect();
    let Ok(theirs) = rlibphonenumber(ANYWHERE, &format!("+{digits}")) else { return };
    let e164 = theirs.split(" | ").nth(2).unwrap_or_default();
    let outcome = normalise(e164, Source::CallerId, "DE");
    if !e164.starts_with("+49") && outcome.status != Status::Withheld {
        assert_eq!(outcome.valid().map(shown).as_ref(), Some(&theirs), "{e164} is valid to rlibphonenumber");
    }
}
