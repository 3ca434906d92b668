//! What counts as no answer, whoever asks.

use super::fold::fold;

/// Words that models and forms write where nothing was said, folded.
const NOTHING: [&str; 24] = [
    "null",
    "none",
    "nil",
    "nan",
    "n a",
    "na",
    "undefined",
    "unknown",
    "unbekannt",
    "nicht bekannt",
    "nicht angegeben",
    "nicht genannt",
    "keine angabe",
    "keine angaben",
    "k a",
    "leer",
    "empty",
    "not provided",
    "not specified",
    "not mentioned",
    "unspecified",
    "tbd",
    "string",
    "nicht vorhanden",
];

/// Names that stand for anybody, folded.
const NOBODY: [&str; 8] = [
    "max mustermann",
    "maxi mustermann",
    "erika mustermann",
    "maria mustermann",
    "john doe",
    "jane doe",
    "mustermann",
    "herr mustermann",
];

/// Why a text is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Nothing but blanks and punctuation.
    Blank,
    /// A word that says that nothing was said.
    Word,
    /// A template that nobody filled in.
    Unrendered,
    /// A name that stands for anybody.
    Placeholder,
    /// The id of a call, made up.
    InventedId,
}

/// Why a text says nothing; `None` where it says something.
pub(crate) fn why(text: &str) -> Option<Why> {
    let trimmed = text.trim();
    why_folded(trimmed, &fold(trimmed))
}

/// The same for a text that is trimmed, and folded too.
pub(crate) fn why_folded(trimmed: &str, folded: &str) -> Option<Why> {
    if unrendered(trimmed) {
        return Some(Why::Unrendered);
    }
    if folded.is_empty() {
        return Some(Why::Blank);
    }
    if NOTHING.contains(&folded) {
        return Some(Why::Word);
    }
    if NOBODY.contains(&folded) {
        return Some(Why::Placeholder);
    }
    invented_call_id(trimmed).then_some(Why::InventedId)
}

/// `{{name}}`, `<<name>>`, `<name>`, `${name}`, `[name]`, `%name%`, and nothing else.
fn unrendered(text: &str) -> bool {
    [("{{", "}}"), ("<<", ">>"), ("<", ">"), ("${", "}"), ("{", "}"), ("[", "]"), ("%", "%")].into_iter().any(
        |(open, close)| {
            text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).is_some_and(|name| {
                let name = name.trim();
                !name.is_empty()
                    && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-' | '.'))
            })
        },
    )
}

/// `call_001`, `call-12`, `call_id`, `call_abc123`: true ids are `call_` and 27 or more characters.
fn invented_call_id(text: &str) -> bool {
    let Some((call, rest)) = text.split_at_checked(4) else { return false };
    call.eq_ignore_ascii_case("call")
        && rest.strip_prefix(['_', '-']).is_some_and(|id| {
            id.eq_ignore_ascii_case("id")
                || (id.len() < 20
                    && id.bytes().any(|b| b.is_ascii_digit())
                    && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_said_is_no_answer() {
        for (text, reason) in [
            ("", Why::Blank),
            (" \t", Why::Blank),
            ("-", Why::Blank),
            ("?", Why::Blank),
            ("None", Why::Word),
            ("null", Why::Word),
            ("N/A", Why::Word),
            ("n.a.", Why::Word),
            ("unbekannt", Why::Word),
            ("UNBEKANNT.", Why::Word),
            ("<UNKNOWN>", Why::Unrendered),
            ("{{name}}", Why::Unrendered),
            ("{{ customer_name }}", Why::Unrendered),
            ("<<name>>", Why::Unrendered),
            ("Max Mustermann", Why::Placeholder),
            ("max mustermann", Why::Placeholder),
            ("call_001", Why::InventedId),
            ("call_id", Why::InventedId),
            ("call_abc123", Why::InventedId),
        ] {
            assert_eq!(why(text), Some(reason), "{text}");
        }
    }

    #[test]
    fn what_somebody_said_is_an_answer() {
        for text in [
            "Max Muster",
            "Eva Mustermann-Beispiel",
            "Nana",
            "0",
            "nein",
            "call_3f9c1b7e2a6d4c58b0e1f2a3b4c5d6e7",
            "Callenberg",
            "morgen um {{uhrzeit}}",
        ] {
            assert_eq!(why(text), None, "{text}");
        }
    }
}
