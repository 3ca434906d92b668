//! What a text may contain: no markup, no hidden characters, no template markers, nothing that instructs a model.
//!
//! A text that fails is no answer: it never takes the place of what is known, and the question is asked again. Each check
//! is a walk over the characters; the one for instructions is [`instruction`].

mod encoding;
mod instruction;
mod marks;

pub use encoding::ENCODING_REPAIRED;
pub(crate) use encoding::repaired;

use super::keys::Content;
use super::question::is_name;
use super::{Slot, SlotType};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::span::Span;

/// Markup or script in a text.
pub static MARKUP: Kind = Kind::new(
    "markup",
    Severity::Warning,
    "Die Angabe in `{path}` enthält Markup oder Skript und wird nicht übernommen",
    "the text in `{path}` holds markup or script and is not taken",
);

/// A character that steers a terminal or cannot be seen.
pub static CONTROL_CHARACTER: Kind = Kind::new(
    "control_character",
    Severity::Warning,
    "Die Angabe in `{path}` enthält ein Steuerzeichen ({character}) und wird nicht übernommen",
    "the text in `{path}` holds a control character ({character}) and is not taken",
);

/// A character that turns the direction of writing round.
pub static BIDI_CHARACTER: Kind = Kind::new(
    "bidi_character",
    Severity::Warning,
    "Die Angabe in `{path}` enthält ein Zeichen, das die Schreibrichtung ändert ({character}), und wird nicht übernommen",
    "the text in `{path}` holds a character that changes the direction of writing ({character}) and is not taken",
);

/// A template marker inside a longer text.
pub static TEMPLATE_MARKER: Kind = Kind::new(
    "template_marker",
    Severity::Warning,
    "Die Angabe in `{path}` enthält einen Platzhalter einer Vorlage und wird nicht übernommen",
    "the text in `{path}` holds a template marker and is not taken",
);

/// A text that tells a language model what to do.
pub static MODEL_INSTRUCTION: Kind = Kind::new(
    "model_instruction",
    Severity::Warning,
    "Die Angabe in `{path}` enthält eine Anweisung an ein Sprachmodell und wird nicht übernommen",
    "the text in `{path}` holds an instruction to a language model and is not taken",
);

/// A name with something in it that no name has.
pub static NOT_A_NAME: Kind = Kind::new(
    "not_a_name",
    Severity::Warning,
    "Die Angabe in `{path}` enthält {character} und ist kein Name",
    "the text in `{path}` holds {character} and is no name",
);

/// A word of letters of two scripts; the value is taken.
pub static MIXED_SCRIPTS: Kind = Kind::new(
    "mixed_scripts",
    Severity::Note,
    "In `{path}` mischt ein Wort Buchstaben zweier Schriften: {scripts}",
    "a word in `{path}` mixes letters of two scripts: {scripts}",
);

/// What stands against a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offence {
    pub(crate) kind: &'static Kind,
    pub(crate) span: Span,
}

impl Offence {
    /// The finding, its span counting in `text`.
    pub(crate) fn finding(&self, text: &str, path: &str) -> Finding {
        let finding = Finding::new(self.kind).at(self.span).with("path", path.to_owned());
        let part = self.span.of(text).unwrap_or_default();
        match part.chars().next() {
            Some(c) if self.kind == &NOT_A_NAME => finding.with("character", format!("`{c}`")),
            Some(c) if self.kind == &CONTROL_CHARACTER || self.kind == &BIDI_CHARACTER => {
                finding.with("character", format!("U+{:04X}", u32::from(c)))
            }
            _ => finding,
        }
    }
}

/// What a slot's text may contain.
pub(crate) fn of(name: &str, slot: &Slot) -> Content {
    match (slot.r#type, slot.content) {
        (SlotType::Text, Some(content)) => content,
        (SlotType::Text, None) if is_name(name) => Content::Name,
        (SlotType::Text, None) => Content::Text,
        _ => Content::Any,
    }
}

/// The first thing that the text may not contain.
pub(crate) fn offence(text: &str, content: Content) -> Option<Offence> {
    if content == Content::Any {
        return None;
    }
    let at = |kind: &'static Kind, span: Span| Offence { kind, span };
    if let Some((span, bidi)) = hidden(text, content == Content::Text) {
        return Some(at(if bidi { &BIDI_CHARACTER } else { &CONTROL_CHARACTER }, span));
    }
    if let Some(span) = instruction::role_token(text) {
        return Some(at(&MODEL_INSTRUCTION, span));
    }
    if let Some(span) = marks::template_marker(text) {
        return Some(at(&TEMPLATE_MARKER, span));
    }
    if let Some(span) = marks::markup(text) {
        return Some(at(&MARKUP, span));
    }
    if let Some(span) = instruction::find(text) {
        return Some(at(&MODEL_INSTRUCTION, span));
    }
    if content == Content::Name {
        let odd = text.char_indices().find(|(_, c)| !of_a_name(*c));
        return odd.map(|(i, c)| at(&NOT_A_NAME, Span::new(i, i.saturating_add(c.len_utf8()))));
    }
    None
}

/// The code of a finding that a text was not taken for what it contains.
pub(crate) fn refusal(finding: &Finding) -> Option<&str> {
    let kinds =
        [&MARKUP, &CONTROL_CHARACTER, &BIDI_CHARACTER, &TEMPLATE_MARKER, &MODEL_INSTRUCTION, &NOT_A_NAME];
    kinds.iter().any(|kind| finding.is(kind)).then(|| finding.code())
}

/// Why the question is asked again, by the code of the finding.
pub(crate) fn reason(code: &str, lang: Lang) -> &'static str {
    match (code == NOT_A_NAME.code, lang) {
        (true, Lang::De) => "Das habe ich leider nicht als Namen verstanden.",
        (true, Lang::En) => "I am sorry, I did not understand that as a name.",
        (false, Lang::De) => "Das kann ich so leider nicht eintragen.",
        (false, Lang::En) => "I am sorry, I cannot put that down as it is.",
    }
}

/// The first word with letters of two scripts that look alike, and which they are.
pub(crate) fn mixed_scripts(text: &str) -> Option<(Span, &'static str)> {
    if text.is_ascii() {
        return None;
    }
    let mut start = 0;
    let mut seen = (false, false, false);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || marks::is_mark(c) {
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => seen.0 = true,
                '\u{400}'..='\u{52f}' => seen.1 = true,
                '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => seen.2 = true,
                _ => {}
            }
            continue;
        }
        let scripts = match seen {
            (true, true, _) => Some("Latin, Cyrillic"),
            (true, _, true) => Some("Latin, Greek"),
            (_, true, true) => Some("Cyrillic, Greek"),
            _ => None,
        };
        if let Some(scripts) = scripts {
            return Some((Span::new(start, at), scripts));
        }
        seen = (false, false, false);
        start = at.saturating_add(c.len_utf8());
    }
    None
}

/// The first character that is not to be seen, and whether it turns the direction of writing.
fn hidden(text: &str, line_breaks: bool) -> Option<(Span, bool)> {
    // Nearly every text that is said is plain.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return None;
    }
    text.char_indices().find_map(|(at, c)| {
        let bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let control = match c {
            '\n' | '\r' | '\t' => !line_breaks,
            '\u{2028}' | '\u{2029}' => true,
            // Blanks of no width, and what joins words without being seen.
            '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
            // Tags and supplementary variation selectors: text that no screen shows and every model reads.
            '\u{e0000}'..='\u{e0fff}' => true,
            // Private letters and code points that are none.
            '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' | '\u{f0000}'.. => true,
            _ => c.is_control(),
        };
        (bidi || control).then(|| (Span::new(at, at.saturating_add(c.len_utf8())), bidi))
    })
}

/// Letters of any script with their marks, and what stands between the parts of a name.
fn of_a_name(c: char) -> bool {
    c.is_alphabetic()
        || marks::is_mark(c)
        || matches!(
            c,
            ' ' | '\u{a0}'
                | '-'
                | '\u{2010}'
                | '\u{2011}'
                | '–'
                | '\''
                | '’'
                | '‘'
                | '´'
                | '`'
                | '.'
                | ','
                | '·'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, content: Content) -> Option<&'static str> {
        offence(text, content).map(|o| &*o.kind.code)
    }

    #[test]
    fn what_callers_say_is_a_text() {
        for text in [
            "",
            "Eva Beispiel",
            "Bitte klingeln, 3. Stock – links (Hinterhaus)!",
            "a < b und c > d",
            "I <3 Färben & Föhnen",
            "Größe: 38/40, 100 % Baumwolle",
            "«Zur Post», „Zur Post“",
            "محمد علي",
            "Ωμέγα, Анна, 安娜, प्रिया",
            "Zeile eins\nZeile zwei\tmit Tab",
            "E-Mail: anna@beispiel.de <anna@beispiel.de>",
            "Kosten: 5 $ {inklusive}",
            "👩‍🦰 rot, bitte",
            "50% auf alles, 20% auf den Rest",
        ] {
            assert_eq!(code(text, Content::Text), None, "{text}");
        }
    }

    #[test]
    fn hidden_characters_are_named() {
        for (text, expected) in [
            ("Eva\u{0}", "control_character"),
            ("Eva\u{1b}[31m", "control_character"),
            ("Eva\u{85}Beispiel", "control_character"),
            ("Eva\u{200b}Beispiel", "control_character"),
            ("Eva\u{e0041}\u{e0042}", "control_character"),
            ("Eva\u{202e}leipsieB", "bidi_character"),
            ("\u{200f}Eva", "bidi_character"),
        ] {
            assert_eq!(code(text, Content::Text), Some(expected), "{text:?}");
        }
        assert_eq!(code("eins\nzwei", Content::Line), Some("control_character"));
        assert_eq!(code("eins\nzwei", Content::Name), Some("control_character"));
        let offence = offence("Eva\u{202e}x", Content::Text).unwrap();
        assert_eq!(offence.span, Span::new(3, 6));
        let finding = offence.finding("Eva\u{202e}x", "$.name");
        assert!(finding.message(Lang::De).contains("U+202E"), "{}", finding.message(Lang::De));
    }

    #[test]
    fn names_of_the_world_are_names() {
        for name in [
            "Anna-Lena Müller",
            "Dr. med. Eva Beispiel, geb. Muster",
            "O’Connor",
            "D'Angelo",
            "Nguyễn Thị Minh",
            "Zoe\u{308} Beispiel",
            "Łukasz Żółć",
            "José Mª",
            "Šťastný",
            "Gal·la",
            "विक्रम सिंह",
            "陳 大文",
            "محمد بن علي",
            "Ἀθηνᾶ",
        ] {
            assert_eq!(code(name, Content::Name), None, "{name}");
        }
        for name in ["Anna2", "4711", "Eva_Beispiel", "eva@beispiel.de", "Eva / Max", "Eva #1", "Eva 🙂"] {
            assert_eq!(code(name, Content::Name), Some("not_a_name"), "{name}");
        }
        let digit = offence("Anna 2", Content::Name).unwrap().finding("Anna 2", "$.name");
        assert_eq!(digit.message(Lang::De), "Die Angabe in `$.name` enthält `2` und ist kein Name");
    }

    #[test]
    fn two_scripts_in_one_word_are_noted() {
        fn mixed(text: &str) -> Option<(&str, &str)> {
            mixed_scripts(text).map(|(span, scripts)| (span.of(text).unwrap(), scripts))
        }
        assert_eq!(mixed("Frau Аnna Beispiel"), Some(("Аnna", "Latin, Cyrillic")));
        assert_eq!(mixed("Οtto"), Some(("Οtto", "Latin, Greek")));
        assert_eq!(mixed("Anna Анна Άννα"), None);
        assert_eq!(mixed(""), None);
    }

    #[test]
    fn anything_may_be_allowed() {
        assert_eq!(code("<b>{{x}}\u{0}", Content::Any), None);
    }

    #[test]
    fn a_slot_for_a_name_holds_names() {
        let slot = Slot::default();
        assert_eq!(of("customer_name", &slot), Content::Name);
        assert_eq!(of("notiz", &slot), Content::Text);
        let line = Slot { content: Some(Content::Line), ..Slot::default() };
        assert_eq!(of("name", &line), Content::Line);
        assert_eq!(of("name", &Slot { r#type: SlotType::Phone, ..Slot::default() }), Content::Any);
    }
}
