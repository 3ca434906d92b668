//! Words that arrive broken: a missing space, one wrong letter.

use chrono::Weekday;
use smallvec::SmallVec;

use super::lex::{Key, Lex, Part, Qual};
use super::lookup;
use crate::number::{self, Numeral};

/// Long words that are worth repairing. Short ones have too many neighbours.
const REPAIRABLE: [(&[u8], Lex); 49] = [
    (b"dienstag", Lex::Weekday(Weekday::Tue)),
    (b"mittwoch", Lex::Weekday(Weekday::Wed)),
    (b"donnerstag", Lex::Weekday(Weekday::Thu)),
    (b"freitag", Lex::Weekday(Weekday::Fri)),
    (b"samstag", Lex::Weekday(Weekday::Sat)),
    (b"sonnabend", Lex::Weekday(Weekday::Sat)),
    (b"sonntag", Lex::Weekday(Weekday::Sun)),
    (b"uebermorgen", Lex::RelDay(2)),
    (b"vorgestern", Lex::RelDay(-2)),
    (b"februar", Lex::Month(2)),
    (b"september", Lex::Month(9)),
    (b"oktober", Lex::Month(10)),
    (b"november", Lex::Month(11)),
    (b"dezember", Lex::Month(12)),
    (b"vormittag", Lex::Part(Part::Forenoon)),
    (b"vormittags", Lex::Part(Part::Forenoon)),
    (b"nachmittag", Lex::Part(Part::Afternoon)),
    (b"nachmittags", Lex::Part(Part::Afternoon)),
    (b"mittags", Lex::Part(Part::Noon)),
    (b"mitternacht", Lex::Key(Key::Midnight)),
    (b"wochenende", Lex::Key(Key::Weekend)),
    (b"kalenderwoche", Lex::Key(Key::CalendarWeek)),
    (b"naechste", Lex::Qual(Qual::Next)),
    (b"naechsten", Lex::Qual(Qual::Next)),
    (b"naechster", Lex::Qual(Qual::Next)),
    (b"kommende", Lex::Qual(Qual::Coming)),
    (b"kommenden", Lex::Qual(Qual::Coming)),
    (b"uebernaechste", Lex::Qual(Qual::AfterNext)),
    (b"uebernaechsten", Lex::Qual(Qual::AfterNext)),
    (b"zwischen", Lex::Key(Key::Zwischen)),
    (b"spaetestens", Lex::Key(Key::Latest)),
    (b"fruehestens", Lex::Key(Key::Earliest)),
    (b"dreiviertel", Lex::Key(Key::Dreiviertel)),
    (b"heiligabend", Lex::Holiday(37)),
    (b"silvester", Lex::Holiday(40)),
    (b"ostermontag", Lex::Holiday(13)),
    (b"ostersonntag", Lex::Holiday(12)),
    (b"pfingstmontag", Lex::Holiday(18)),
    (b"pfingstsonntag", Lex::Holiday(17)),
    (b"weihnachten", Lex::Holiday(38)),
    (b"zwanzig", Lex::Num(20)),
    (b"dreissig", Lex::Num(30)),
    (b"vierzig", Lex::Num(40)),
    (b"fuenfzig", Lex::Num(50)),
    (b"dreizehn", Lex::Num(13)),
    (b"vierzehn", Lex::Num(14)),
    (b"fuenfzehn", Lex::Num(15)),
    (b"sechzehn", Lex::Num(16)),
    (b"siebzehn", Lex::Num(17)),
];

/// Real words one letter away from a repairable one: never repaired.
const REAL: [&[u8]; 32] = [
    b"diensttag",
    b"dienstage",
    b"dienstags",
    b"freitage",
    b"freitags",
    b"freitagt",
    b"samstage",
    b"sonntage",
    b"mittwochs",
    b"mittwochen",
    b"novembers",
    b"mittag",
    b"mittage",
    b"mittagt",
    b"kommendes",
    b"kommander",
    b"kommandes",
    b"naechstes",
    b"naechtens",
    b"naechtes",
    b"naechtet",
    b"naechteten",
    b"machsten",
    b"dreizahn",
    b"zwischens",
    b"zischen",
    b"sonnabende",
    b"feiertag",
    b"kommend",
    b"wochenenden",
    b"wochenendes",
    b"freitod",
];

/// Short words as recognisers and dialects leave them, which are no other words.
const CUT: [(&[u8], Lex); 4] = [
    (b"frue", Lex::Part(Part::Morning)),
    (b"morgn", Lex::Morgen),
    (b"moagn", Lex::Morgen),
    (b"morng", Lex::Morgen),
];

/// The word that a recogniser or a dialect cut short.
pub(super) fn restore(key: &[u8]) -> Option<Lex> {
    CUT.iter().find(|(cut, _)| *cut == key).map(|(_, lex)| *lex)
}

/// The word of which `key` is a misspelling by one letter, if there is just one.
pub(super) fn correct(key: &[u8]) -> Option<Lex> {
    if key.len() < 6 || key.len() > 15 || REAL.contains(&key) {
        return None;
    }
    let mut found = None;
    for (word, lex) in REPAIRABLE {
        if word.len().abs_diff(key.len()) <= 1 && word.len() >= 7 && one_apart(key, word) {
            if found.is_some_and(|f| f != lex) {
                return None;
            }
            found = Some(lex);
        }
    }
    found.or_else(|| number::misspelt_ordinal(key).map(Lex::Ord))
}

/// True where one insertion, deletion, replacement or swap of neighbours makes `a` out of `b`.
fn one_apart(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or(&[]), b.get(same..).unwrap_or(&[]));
    match (a, b) {
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([p, q, a @ ..], [r, s, b @ ..]) => p == s && q == r && a == b,
        _ => false,
    }
}

/// A word without its spaces, cut into known words: the length of each piece in key bytes, and what it is.
pub(super) fn split(key: &[u8]) -> Option<SmallVec<[(usize, Lex); 4]>> {
    if key.len() > 40 {
        return None;
    }
    let mut cuts = SmallVec::new();
    (cut(key, &mut cuts) && is_phrase(&cuts)).then_some(cuts)
}

fn cut(key: &[u8], cuts: &mut SmallVec<[(usize, Lex); 4]>) -> bool {
    if key.is_empty() {
        return cuts.len() > 1;
    }
    if cuts.len() >= 4 {
        return false;
    }
    // The longest piece first: "übermorgen" before "über".
    for length in (2..=key.len()).rev() {
        let (Some(piece), Some(rest)) = (key.get(..length), key.get(length..)) else { continue };
        let before = cuts.last().map(|(_, lex)| *lex);
        let Some(lex) =
            lookup(piece).or_else(|| whole_number(piece)).filter(|l| may_be_piece(*l, length, before))
        else {
            continue;
        };
        cuts.push((length, lex));
        if cut(rest, cuts) {
            return true;
        }
        cuts.pop();
    }
    false
}

fn whole_number(piece: &[u8]) -> Option<Lex> {
    match number::parse(piece) {
        Some(Numeral::Cardinal(n)) if n < 60 => Some(Lex::Num(n)),
        Some(Numeral::Ordinal(n)) if n < 32 => Some(Lex::Ord(n)),
        _ => None,
    }
}

fn may_be_piece(lex: Lex, length: usize, before: Option<Lex>) -> bool {
    match lex {
        // "zwanzigsternovember": only dates begin so.
        _ if matches!(before, Some(Lex::Ord(_))) => matches!(lex, Lex::Month(_)),
        Lex::Ord(_) => length >= 5 && before.is_none(),
        // "viertelnachdrei", "fünfvorhalbdrei"
        Lex::Key(Key::Vor | Key::Nach) => {
            matches!(before, Some(Lex::Num(1..=29) | Lex::Key(Key::Viertel)))
        }
        Lex::Weekday(_) | Lex::Month(_) => length >= 5,
        Lex::RelDay(_) | Lex::Morgen | Lex::Part(_) => length >= 4,
        Lex::Qual(_) => length >= 6,
        Lex::Num(_) => length >= 3,
        Lex::Unit(_) => matches!(before, Some(Lex::Qual(_))),
        Lex::Key(Key::Weekend) => true,
        Lex::Key(
            Key::Um | Key::Am | Key::Bis | Key::Ab | Key::Uhr | Key::Halb | Key::Circa | Key::Viertel,
        ) => true,
        _ => false,
    }
}

/// True where the pieces are time and not two halves of another word: one of them is certain, or "halb" stands before a
/// number.
fn is_phrase(cuts: &[(usize, Lex)]) -> bool {
    // "dreivormittag" is nothing.
    let beside = cuts.iter().any(|(_, lex)| matches!(lex, Lex::Key(Key::Vor | Key::Nach)));
    (!beside && cuts.iter().any(|(_, lex)| is_strong(*lex)))
        || matches!(
            cuts,
            [.., (_, Lex::Key(Key::Halb | Key::Viertel | Key::Vor | Key::Nach)), (_, Lex::Num(1..=12))]
        )
}

const fn is_strong(lex: Lex) -> bool {
    matches!(
        lex,
        Lex::Weekday(_)
            | Lex::RelDay(_)
            | Lex::Morgen
            | Lex::Month(_)
            | Lex::Qual(_)
            | Lex::Key(Key::Uhr | Key::Weekend)
            | Lex::Part(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_in_a_long_word_is_repaired() {
        for (wrong, right) in [
            ("uebermorgn", Lex::RelDay(2)),
            ("donerstag", Lex::Weekday(Weekday::Thu)),
            ("dinestag", Lex::Weekday(Weekday::Tue)),
            ("novmeber", Lex::Month(11)),
            ("dezembre", Lex::Month(12)),
            ("sammstag", Lex::Weekday(Weekday::Sat)),
        ] {
            assert_eq!(correct(wrong.as_bytes()), Some(right), "{wrong}");
        }
    }

    #[test]
    fn real_words_stay() {
        for word in [
            "feiertag",
            "diensttag",
            "mittag",
            "kommend",
            "montage",
            "borgen",
            "oktoberfest",
            "nachmieter",
            "freitod",
        ] {
            assert_eq!(correct(word.as_bytes()), None, "{word}");
        }
    }

    #[test]
    fn compounds_that_are_words_of_their_own_are_not_cut() {
        for word in [
            "morgenstunde",
            "wochentag",
            "jahrestag",
            "abendessen",
            "mittagessen",
            "sommerabend",
            "umgegend",
            "vorabend",
            "zweitermin",
            "nachtermin",
            "zweivornamen",
            "uhrmacher",
        ] {
            assert_eq!(split(word.as_bytes()), None, "{word}");
        }
        assert_eq!(split(b"heuteabend").unwrap().len(), 2);
        assert_eq!(split(b"naechstewochemontag").unwrap().len(), 3);
        assert_eq!(split(b"neunuhrdreissig").unwrap().len(), 3);
        assert_eq!(split(b"viertelnachdrei").unwrap().len(), 3);
        assert_eq!(split(b"fuenfvorhalbdrei").unwrap().len(), 4);
        assert_eq!(split(b"zwanzigsternovember").unwrap().len(), 2);
    }
}
