//! What an answer does to the question before it: agrees, refuses, picks one of two, leaves all as it was.

use smallvec::SmallVec;

use super::fold::{fold, yes_or_no};
use crate::number::{self, Numeral};

/// Words that agree by themselves.
const AGREES: [&str; 14] = [
    "ja",
    "jawohl",
    "jo",
    "jap",
    "gern",
    "gerne",
    "genau",
    "einverstanden",
    "okay",
    "ok",
    "klar",
    "passt",
    "perfekt",
    "stimmt",
];

/// Words that refuse by themselves.
const REFUSES: [&str; 5] = ["nein", "nee", "ne", "noe", "no"];

/// Words that may stand around agreement without changing it.
const WITH_YES: [&str; 31] = [
    "das",
    "es",
    "ist",
    "mir",
    "uns",
    "recht",
    "so",
    "dann",
    "bitte",
    "sehr",
    "doch",
    "auch",
    "ganz",
    "gut",
    "prima",
    "super",
    "toll",
    "sicher",
    "natuerlich",
    "geht",
    "klappt",
    "nehme",
    "nehmen",
    "ich",
    "wir",
    "den",
    "die",
    "machen",
    "richtig",
    "danke",
    "alles",
];

/// Words that may stand around a refusal without changing it.
const WITH_NO: [&str; 15] = [
    "danke", "leider", "doch", "nicht", "lieber", "das", "passt", "geht", "mir", "uns", "es", "dann", "eher",
    "ich", "bitte",
];

/// What people say before they answer.
const FILLERS: [&str; 8] = ["aeh", "aehm", "hm", "also", "na", "ach", "oh", "mhm"];

/// Two words that are one answer.
const PAIRS: [([&str; 2], &str); 3] =
    [(["kein", "problem"], "okay"), (["in", "ordnung"], "okay"), (["keine", "frage"], "okay")];

/// Whether the text is a yes or a no and nothing else: "ja", "ja, kein Problem", "nein, das passt mir nicht".
pub(crate) fn whole(text: &str) -> Option<bool> {
    let folded = fold(text);
    whole_of(&folded, &spoken(&folded))
}

fn whole_of(folded: &str, said: &[&str]) -> Option<bool> {
    if let Some(answer) = yes_or_no(folded) {
        return Some(answer);
    }
    let (first, rest) = said.split_first()?;
    if REFUSES.contains(first) {
        return rest.iter().all(|w| WITH_NO.contains(w) || REFUSES.contains(w)).then_some(false);
    }
    let agrees = said.iter().any(|w| AGREES.contains(w));
    (agrees && said.iter().all(|w| AGREES.contains(w) || WITH_YES.contains(w))).then_some(true)
}

/// Whether the text begins with a yes or a no that nothing behind it takes back: "ja, vom Orthopäden". For a question
/// that only yes or no can answer.
pub(crate) fn leading(text: &str) -> Option<bool> {
    let folded = fold(text);
    let said = spoken(&folded);
    if let Some(answer) = whole_of(&folded, &said) {
        return Some(answer);
    }
    let (first, rest) = said.split_first()?;
    let any = |list: &[&str]| rest.iter().any(|w| list.contains(w));
    if matches!(*first, "ja" | "jawohl" | "jo" | "jap") {
        let denied =
            any(&REFUSES) || any(&["nicht", "kein", "keine", "keinen", "keins", "oder", "vielleicht"]);
        return (!denied).then_some(true);
    }
    (REFUSES.contains(first) && !any(&["ja", "jawohl", "jo", "jap", "oder", "vielleicht"])).then_some(false)
}

/// The words of a folded text without fillers, pairs joined.
fn spoken(folded: &str) -> SmallVec<[&str; 16]> {
    let mut out: SmallVec<[&str; 16]> = SmallVec::new();
    for word in folded.split_ascii_whitespace() {
        let pair = PAIRS.iter().find(|([first, second], _)| *second == word && out.last() == Some(first));
        match pair {
            Some((_, joined)) => {
                out.pop();
                out.push(joined);
            }
            None if FILLERS.contains(&word) => {}
            None => out.push(word),
        }
    }
    out
}

/// True when the caller leaves a value as it was: "wie besprochen", "gleiche Uhrzeit", "am selben Tag".
pub(crate) fn as_before(text: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "wie besprochen",
        "wie gehabt",
        "wie gesagt",
        "wie vereinbart",
        "wie eben",
        "wie vorher",
        "unveraendert",
        "bleibt",
        "bleibt so",
        "bleibt gleich",
        "dabei bleibt es",
        "same",
    ];
    const SAME: [&str; 8] =
        ["selbe", "selben", "gleiche", "gleichen", "dieselbe", "derselbe", "derselben", "demselben"];
    const OF: [&str; 13] = [
        "tag", "uhrzeit", "zeit", "stunde", "datum", "termin", "name", "namen", "nummer", "leistung", "am",
        "zur", "um",
    ];
    const AROUND: [&str; 8] = ["der", "die", "das", "den", "dem", "bitte", "zum", "auf"];
    let folded = fold(text);
    let said = spoken(&folded);
    if WHOLE.iter().any(|whole| whole.split_ascii_whitespace().eq(said.iter().copied())) {
        return true;
    }
    said.iter().any(|w| SAME.contains(w))
        && said.iter().any(|w| OF.contains(w))
        && said.iter().all(|w| SAME.contains(w) || OF.contains(w) || AROUND.contains(w))
}

/// What picks one of several that were offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// By its place in the question, from 0.
    Place(usize),
    /// The earliest of them.
    Earliest,
    /// The latest of them.
    Latest,
}

/// Which of several that were offered is picked: "den zweiten", "die erste Möglichkeit", "das letzte", "den späteren".
/// `None` where the answer says something else. "Am zweiten" is a day.
pub(crate) fn pick(text: &str, offered: usize) -> Option<Pick> {
    const AROUND: [&str; 27] = [
        "den",
        "der",
        "die",
        "das",
        "dann",
        "lieber",
        "bitte",
        "ich",
        "nehme",
        "nehmen",
        "wir",
        "gern",
        "gerne",
        "ja",
        "doch",
        "also",
        "termin",
        "tag",
        "option",
        "moeglichkeit",
        "variante",
        "vorschlag",
        "davon",
        "von",
        "beiden",
        "eher",
        "uhrzeit",
    ];
    let folded = fold(text);
    let said = spoken(&folded);
    if !said.iter().any(|w| matches!(*w, "den" | "der" | "die" | "das")) {
        return None;
    }
    let mut places = said.iter().filter(|w| !AROUND.contains(w));
    let place = places.next().filter(|_| places.next().is_none())?;
    let last = offered.checked_sub(1)?;
    match *place {
        "ersteren" | "erstere" | "ersterer" => Some(Pick::Place(0)),
        "frueheren" | "fruehere" | "frueherer" => Some(Pick::Earliest),
        "spaeteren" | "spaetere" | "spaeterer" => Some(Pick::Latest),
        "letzten" | "letzte" | "letzteren" | "letztere" => Some(Pick::Place(last)),
        word => match number::parse(word.as_bytes())? {
            Numeral::Ordinal(n) => {
                usize::try_from(n).ok()?.checked_sub(1).filter(|at| *at <= last).map(Pick::Place)
            }
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_and_refusal_have_words_around_them() {
        for yes in [
            "ja",
            "Ja, kein Problem.",
            "ja das ist mir recht",
            "äh ja, gern",
            "genau, den nehme ich",
            "kein Problem",
        ] {
            assert_eq!(whole(yes), Some(true), "{yes}");
        }
        for no in ["nein", "nein, leider nicht", "nee, das passt mir nicht", "nein, lieber nicht"] {
            assert_eq!(whole(no), Some(false), "{no}");
        }
        for neither in [
            "ja, aber um zehn",
            "ja, neun Uhr ist gut",
            "das ist gut",
            "nein, um zehn",
            "ja nein",
            "",
            "nicht gut",
        ] {
            assert_eq!(whole(neither), None, "{neither}");
        }
    }

    #[test]
    fn a_question_of_yes_and_no_is_answered_by_the_first_word() {
        for (text, answer) in [
            ("ja, vom Orthopäden", Some(true)),
            ("nein, ich war schon mal da", Some(false)),
            ("nein, doch nicht", Some(false)),
            ("ja, das habe ich nicht", None),
            ("nein, doch, ja", None),
            ("ja oder nein", None),
            ("vom Orthopäden", None),
        ] {
            assert_eq!(leading(text), answer, "{text}");
        }
    }

    #[test]
    fn what_stays_as_it_was() {
        for text in [
            "wie besprochen",
            "am selben Tag",
            "gleiche Uhrzeit",
            "zur gleichen Zeit",
            "um die selbe Uhrzeit bitte",
        ] {
            assert!(as_before(text), "{text}");
        }
        for text in ["gleich", "die gleiche", "am gleichen Tag um drei", "am Tag", "selbstverständlich", ""]
        {
            assert!(!as_before(text), "{text}");
        }
    }

    #[test]
    fn one_of_several_is_picked_by_its_place() {
        for (text, of, at) in [
            ("den zweiten", 2, Some(1)),
            ("Ich nehme den ersten Termin", 2, Some(0)),
            ("das letzte", 3, Some(2)),
            ("den ersteren bitte", 2, Some(0)),
            ("den dritten", 2, None),
            ("am zweiten", 2, None),
            ("den zweiten Dezember", 2, None),
            ("den zweiten oder den ersten", 2, None),
            ("zweitens", 2, None),
            ("den ersten", 0, None),
        ] {
            assert_eq!(pick(text, of), at.map(Pick::Place), "{text}");
        }
        assert_eq!(pick("lieber den späteren", 2), Some(Pick::Latest));
        assert_eq!(pick("den früheren Termin bitte", 2), Some(Pick::Earliest));
        assert_eq!(pick("lieber später", 2), None);
        assert_eq!(pick("den späteren", 0), None);
    }
}
