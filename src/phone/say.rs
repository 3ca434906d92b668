//! A number as it is spoken: digit by digit, in breaths of two or three.

use super::Number;

/// The digits of a written number in breaths: each of its groups in threes, four in pairs, a last one not alone.
pub(crate) fn in_breaths(number: &str, word: impl Fn(u32) -> String) -> String {
    let mut groups: Vec<String> = Vec::new();
    for block in number.split(|c: char| !c.is_ascii_digit() && c != '+') {
        let plus = block.starts_with('+');
        let digits: Vec<String> = block.chars().filter_map(|c| c.to_digit(10)).map(&word).collect();
        // A last digit alone would sound like an afterthought.
        let mut rest = digits.as_slice();
        while !rest.is_empty() {
            let breath = if rest.len() == 4 { 2 } else { 3.min(rest.len()) };
            let Some((now, later)) = rest.split_at_checked(breath) else { break };
            groups.push(now.join(" "));
            rest = later;
        }
        if plus && let Some(first) = groups.first_mut() {
            first.insert_str(0, "plus ");
        }
    }
    groups.join(", ")
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
        let mut out = in_breaths(self.national(), crate::number::cardinal);
        if let Some(extension) = self.extension() {
            out.push_str(", Durchwahl ");
            out.push_str(&in_breaths(extension, crate::number::cardinal));
        }
        out
    }
}
