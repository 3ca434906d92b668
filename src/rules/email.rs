//! E-mail addresses: typed, or dictated in German.

mod address;
mod dictated;

use super::judge::{Judge, Judged, Problem, Wording};
use crate::conversation::{Part, SlotState};
use crate::finding::{Finding, Kind, Lang, Severity};
use crate::number::cardinal;
use crate::verdict::SlotValue;

/// A dictated address was put together; data: `email`.
pub static EMAIL_DICTATED: Kind = Kind::new(
    "email_dictated",
    Severity::Note,
    "Diktiert, verstanden als `{email}`",
    "dictated, understood as `{email}`",
);

/// An address that may be another one; data: `email`, `why`: `words_joined`, `umlaut`, `dot_left_out`, `unknown_ending`,
/// `words_left_over`.
pub static EMAIL_DOUBTFUL: Kind = Kind::new(
    "email_doubtful",
    Severity::Warning,
    "Die E-Mail-Adresse `{email}` ist nicht sicher verstanden",
    "the e-mail address `{email}` may not be what was said",
);

/// What a text is as an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heard {
    address: String,
    /// Put together from words.
    dictated: bool,
    /// Why it may be another one.
    doubt: Option<&'static str>,
}

/// Reads an address as it was typed, else as it was said.
fn read(text: &str) -> Option<Heard> {
    address::typed(text).or_else(|| dictated::read(text)).filter(|heard| address::is_valid(&heard.address))
}

impl Judge<'_> {
    pub(super) fn email(&self, state: &SlotState, text: &str) -> Judged {
        let lang = self.rules.locale;
        let Some(heard) = read(text) else {
            let wording = self.worded(
                "Das habe ich leider nicht als E-Mail-Adresse verstanden.",
                "I am sorry, I did not understand that as an e-mail address.",
            );
            let problem = Problem::worded("not_understood", Part::Value, Wording::After(wording));
            return Judged::problem(
                problem,
                self.did_not_understand(text, ("E-Mail-Adresse", "an e-mail address")),
            );
        };
        let settled = || {
            let value = SlotValue::Email(heard.address.clone());
            Judged::settled(value, said(&heard.address, lang), "an e-mail address")
        };
        let Some(why) = heard.doubt else {
            let mut judged = settled();
            if heard.dictated {
                judged.findings.push(Finding::new(&EMAIL_DICTATED).with("email", heard.address.clone()));
            }
            return judged;
        };
        let finding = Finding::new(&EMAIL_DOUBTFUL).with("email", heard.address.clone()).with("why", why);
        if Self::is_confirmed(state, &EMAIL_DOUBTFUL.code) {
            let mut judged = settled();
            judged.findings.push(finding.weighing(Severity::Note));
            return judged;
        }
        let spelled = spelled(&heard.address, lang);
        let question = match lang {
            Lang::De => format!("Habe ich Ihre E-Mail-Adresse richtig notiert: {spelled}?"),
            Lang::En => format!("Is your e-mail address {spelled}?"),
        };
        Judged::problem(Problem::worded(&EMAIL_DOUBTFUL.code, Part::Value, Wording::Whole(question)), finding)
    }
}

fn sign(c: char, lang: Lang) -> Option<&'static str> {
    let (de, en) = match c {
        '@' => ("ät", "at"),
        '.' => ("Punkt", "dot"),
        '-' => ("Bindestrich", "hyphen"),
        '_' => ("Unterstrich", "underscore"),
        '+' => ("Plus", "plus"),
        '/' => ("Schrägstrich", "slash"),
        _ => return None,
    };
    Some(if lang == Lang::De { de } else { en })
}

/// "anna Punkt muster ät beispiel Punkt de"
fn said(address: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(address.len().saturating_mul(2));
    for c in address.chars() {
        match sign(c, lang) {
            Some(word) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// "A N N A, Punkt, M U S T E R, ät, gmail, Punkt, C O M": letter by letter, but for names that everybody knows.
fn spelled(address: &str, lang: Lang) -> String {
    const WELL_KNOWN: [&str; 14] = [
        "aol",
        "arcor",
        "freenet",
        "gmail",
        "googlemail",
        "hotmail",
        "icloud",
        "live",
        "mail",
        "outlook",
        "online",
        "posteo",
        "web",
        "yahoo",
    ];
    let mut parts: Vec<String> = Vec::new();
    let mut domain = false;
    let mut word = String::new();
    for c in address.chars().map(Some).chain([None]) {
        if let Some(c) = c.filter(|c| sign(*c, lang).is_none()) {
            word.push(c);
            continue;
        }
        if domain && WELL_KNOWN.contains(&word.as_str()) {
            parts.push(std::mem::take(&mut word));
        } else if !word.is_empty() {
            let letters: Vec<String> = word
                .chars()
                .map(|c| match c.to_digit(10) {
                    Some(digit) if lang == Lang::De => cardinal(digit),
                    _ => c.to_uppercase().to_string(),
                })
                .collect();
            parts.push(letters.join(" "));
            word.clear();
        }
        domain |= c == Some('@');
        parts.extend(c.and_then(|c| sign(c, lang)).map(str::to_owned));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(text: &str) -> Option<String> {
        read(text).filter(|h| h.doubt.is_none()).map(|h| h.address)
    }

    fn doubtful(text: &str) -> Option<(String, &'static str)> {
        read(text).and_then(|h| Some((h.address, h.doubt?)))
    }

    #[test]
    fn typed_addresses_are_taken_as_they_are() {
        for (text, address) in [
            ("anna.muster@beispiel.de", "anna.muster@beispiel.de"),
            ("  <Anna.Muster@Beispiel.DE>. ", "Anna.Muster@beispiel.de"),
            ("mailto:anna+termin@beispiel.de", "anna+termin@beispiel.de"),
            ("meine Adresse ist anna_1@mail.beispiel.co.uk", "anna_1@mail.beispiel.co.uk"),
            ("info@müller.de", "info@müller.de"),
            ("a@xn--mller-kva.de", "a@xn--mller-kva.de"),
        ] {
            assert_eq!(sure(text).as_deref(), Some(address), "{text}");
        }
    }

    #[test]
    fn dictated_addresses_are_put_together() {
        for (text, address) in [
            ("anna punkt muster at beispiel punkt de", "anna.muster@beispiel.de"),
            ("Anna Punkt Muster ät Beispiel Punkt de", "anna.muster@beispiel.de"),
            ("anna unterstrich muster klammeraffe t minus online punkt de", "anna_muster@t-online.de"),
            ("anna bindestrich lena Klammer Affe web punkt de", "anna-lena@web.de"),
            ("meine E-Mail-Adresse ist anna 89 at g m x punkt net", "anna89@gmx.net"),
            ("anna neunundachtzig at beispiel punkt com", "anna89@beispiel.com"),
            ("a n n a at beispiel punkt d e", "anna@beispiel.de"),
            ("A wie Anton N wie Nordpol doppel n at web punkt de", "annn@web.de"),
            ("anna.muster @ beispiel.de", "anna.muster@beispiel.de"),
            ("info at beispiel punkt at", "info@beispiel.at"),
            ("anna (at) beispiel.de", "anna@beispiel.de"),
            ("anna muster at beispiel punkt de, alles zusammen", "annamuster@beispiel.de"),
            ("die lautet anna plus termin at beispiel punkt de bitte", "anna+termin@beispiel.de"),
        ] {
            assert_eq!(sure(text).as_deref(), Some(address), "{text}");
        }
    }

    #[test]
    fn what_may_be_another_address_is_doubtful() {
        for (text, address, why) in [
            ("anna muster at beispiel punkt de", "annamuster@beispiel.de", "words_joined"),
            ("jörg at web punkt de", "joerg@web.de", "umlaut"),
            ("jörg@web.de", "joerg@web.de", "umlaut"),
            ("anna at müller punkt de", "anna@müller.de", "umlaut"),
            ("anna at gmail com", "anna@gmail.com", "dot_left_out"),
            ("anna at beispiel punkt laden", "anna@beispiel.laden", "unknown_ending"),
            ("anna at beispiel punkt de oder so", "anna@beispiel.de", "words_left_over"),
        ] {
            assert_eq!(doubtful(text), Some((address.to_owned(), why)), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "",
            "@",
            "anna",
            "anna@",
            "@beispiel.de",
            "anna@beispiel",
            "anna@@beispiel.de",
            "anna@beispiel..de",
            ".anna@beispiel.de",
            "anna.@beispiel.de",
            "anna@-beispiel.de",
            "anna@beispiel.de und bernd@beispiel.de",
            "anna at beispiel at muster punkt de",
            "punkt at punkt",
            "keine Ahnung",
            "look at me",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_said_and_spelled() {
        assert_eq!(
            said("anna.muster@t-online.de", Lang::De),
            "anna Punkt muster ät t Bindestrich online Punkt de"
        );
        assert_eq!(
            spelled("anna.m1@beispiel.de", Lang::De),
            "A N N A, Punkt, M eins, ät, B E I S P I E L, Punkt, D E"
        );
        assert_eq!(spelled("a@gmail.com", Lang::En), "A, at, gmail, dot, C O M");
    }
}
