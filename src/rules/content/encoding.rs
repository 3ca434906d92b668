//! Umlauts whose two UTF-8 bytes were read as Latin-1 or Windows-1252: `MÃ¼ller`.

use crate::finding::{Kind, Severity};
use crate::text::broken_letter;

/// A text that was sent in a broken encoding; what it was is taken.
pub static ENCODING_REPAIRED: Kind = Kind::new(
    "encoding_repaired",
    Severity::Note,
    "`{text}` kam falsch kodiert an und wurde als `{repaired}` gelesen",
    "`{text}` came in a broken encoding and was read as `{repaired}`",
);

/// The text with its umlauts; `None` where nothing was broken.
pub(crate) fn repaired(text: &str) -> Option<String> {
    if !text.contains('Ã') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut any = false;
    while let Some(c) = chars.next() {
        match chars.peek().copied().and_then(broken_letter).filter(|_| c == 'Ã') {
            Some(letter) => {
                out.push(letter);
                chars.next();
                any = true;
            }
            None => out.push(c),
        }
    }
    any.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_umlauts_are_read() {
        assert_eq!(repaired("JÃ¶rg MÃ¼ller-StraÃŸe").as_deref(), Some("Jörg Müller-Straße"));
        assert_eq!(repaired("Ã„gidius Ã–zdemir RenÃ©").as_deref(), Some("Ägidius Özdemir René"));
        assert_eq!(repaired("Jörg Müller"), None);
        assert_eq!(repaired("São Paulo Ã"), None);
    }
}
