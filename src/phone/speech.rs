//! Telephone numbers as they are written for people and said by a voice.

use smallvec::SmallVec;

use super::number::Number;
use crate::number::SMALL;

/// As it is dialled by somebody in `region`: `030 23125000` at home, `+41 44 123 45 67` elsewhere; an extension stands
/// behind a hyphen.
///
/// ```
/// use klartext::phone::{Source, normalise, speech};
/// let outcome = normalise("+493023125000", Source::Typed, "DE");
/// let number = outcome.number().ok_or("no number")?;
/// assert_eq!(speech::written(number, "DE"), "030 23125000");
/// assert_eq!(speech::written(number, "AT"), "+49 30 23125000");
/// # Ok::<(), &str>(())
/// ```
pub fn written(number: &Number, region: &str) -> String {
    let mut out = shown(number, region).to_owned();
    if let Some(extension) = number.extension() {
        out.push('-');
        out.push_str(extension);
    }
    out
}

/// Digit by digit, in breaths of two or three, as somebody in `region` dials it; an extension is named apart.
///
/// ```
/// use klartext::phone::{Source, normalise, speech};
/// let outcome = normalise("030 23125042", Source::Typed, "DE");
/// let number = outcome.number().ok_or("no number")?;
/// assert_eq!(speech::say(number, "DE"), "null drei null, zwei drei eins, zwei fünf null, vier zwei");
/// # Ok::<(), &str>(())
/// ```
pub fn say(number: &Number, region: &str) -> String {
    said(number, shown(number, region))
}

impl Number {
    /// As a German voice says it to somebody in the number's country, an extension named apart.
    ///
    /// ```
    /// use klartext::phone::{normalise, Source};
    /// let outcome = normalise("+49 30 23125042 App. 12", Source::Typed, "DE");
    /// let said = outcome.number().map(|n| n.spoken());
    /// assert_eq!(said.as_deref(), Some("null drei null, zwei drei eins, zwei fünf null, vier zwei, Durchwahl eins zwei"));
    /// ```
    pub fn spoken(&self) -> String {
        said(self, self.national())
    }
}

fn said(number: &Number, shown: &str) -> String {
    let mut out = in_breaths(shown, &SMALL);
    if let Some(extension) = number.extension() {
        out.push_str(", Durchwahl ");
        out.push_str(&in_breaths(extension, &SMALL));
    }
    out
}

fn shown<'n>(number: &'n Number, region: &str) -> &'n str {
    let home = number.region().is_some_and(|r| r.eq_ignore_ascii_case(region));
    if home { number.national() } else { number.international() }
}

/// The digits of a written number in breaths: each of its groups in threes, four in pairs, a last one not alone.
pub(crate) fn in_breaths(number: &str, words: &[&str]) -> String {
    let mut out = String::with_capacity(number.len().saturating_mul(6));
    for block in number.split(|c: char| !c.is_ascii_digit() && c != '+') {
        let digits: SmallVec<[usize; 16]> =
            block.bytes().filter(u8::is_ascii_digit).map(|digit| usize::from(digit & 0xf)).collect();
        // A last digit alone would sound like an afterthought.
        let mut rest = digits.as_slice();
        while !rest.is_empty() {
            let breath = if rest.len() == 4 { 2 } else { 3.min(rest.len()) };
            let Some((now, later)) = rest.split_at_checked(breath) else { break };
            match out.is_empty() {
                true if block.starts_with('+') => out.push_str("plus "),
                true => {}
                false => out.push_str(", "),
            }
            for (at, digit) in now.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                }
                out.push_str(words.get(*digit).copied().unwrap_or_default());
            }
            rest = later;
        }
    }
    out
}
