//! The words of a class: from grammar/de/*.toml, and numbers in words and digits. `tests/grammar.rs` of the library reads
//! it too.

use serde::Deserialize;

use super::ebnf::{Class, Said};

/// A word of a class, and its value: that of the table, or the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    #[allow(dead_code, reason = "what a word means is for the test that generates sentences")]
    pub(crate) value: String,
}

#[derive(Debug, Deserialize)]
struct File {
    entry: Vec<Entry>,
}

/// Words that are the same to the grammar.
#[derive(Debug, Deserialize)]
struct Entry {
    class: String,
    #[serde(default)]
    value: String,
    words: Vec<String>,
}

/// All word tables.
#[derive(Debug)]
pub(crate) struct Tables {
    entries: Vec<Entry>,
}

impl Tables {
    /// Reads the tables from their texts.
    pub(crate) fn read<'a>(files: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut entries = Vec::new();
        for file in files {
            entries.extend(toml::from_str::<File>(file).map_err(|e| e.to_string())?.entry);
        }
        Ok(Self { entries })
    }

    /// Every word of a class; none for a class that does not exist.
    pub(crate) fn words(&self, class: &Class) -> Vec<Word> {
        match class {
            Class::Number { said, from, to } => {
                (*from..=*to).map(|n| Word { text: say(*said, n), value: n.to_string() }).collect()
            }
            Class::Table { class, .. } if class == "weekdaypart" => self.weekday_parts(),
            Class::Table { class, value } => self
                .entries
                .iter()
                .filter(|e| e.class == *class && value.as_ref().is_none_or(|v| *v == e.value))
                .flat_map(|e| e.words.iter().map(|w| Word { text: w.clone(), value: e.value.clone() }))
                .collect(),
        }
    }

    /// Montagabend: made of a weekday's full name and a part of the day, as the generator of the table does.
    fn weekday_parts(&self) -> Vec<Word> {
        let days =
            ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];
        let parts = [
            ("früh", "Morning"),
            ("morgen", "Morning"),
            ("vormittag", "Forenoon"),
            ("mittag", "Noon"),
            ("nachmittag", "Afternoon"),
            ("abend", "Evening"),
        ];
        let mut out = Vec::new();
        for day in days {
            let value = self
                .entries
                .iter()
                .find(|e| e.class == "weekday" && e.words.iter().any(|w| w == day))
                .map(|e| e.value.as_str())
                .unwrap_or_default();
            for (part, of) in parts {
                out.push(Word { text: format!("{day}{part}"), value: format!("{value} {of}") });
            }
        }
        out
    }
}

/// A number as it is said.
fn say(said: Said, n: u32) -> String {
    match said {
        Said::Digits | Said::Year => n.to_string(),
        Said::Pair => format!("{n:02}"),
        Said::Cardinal => cardinal(n),
        Said::YearWord => format!("zweitausend{}", cardinal(n.saturating_sub(2000))),
        Said::Ordinal => ordinal(n),
    }
}

const SMALL: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// 0 to 99 in words.
fn cardinal(n: u32) -> String {
    let n = n as usize;
    if let Some(word) = SMALL.get(n) {
        return (*word).to_owned();
    }
    let tens = TENS.get(n / 10).copied().unwrap_or_default();
    match n % 10 {
        0 => tens.to_owned(),
        1 => format!("einund{tens}"),
        unit => format!("{}und{tens}", SMALL.get(unit).copied().unwrap_or_default()),
    }
}

/// 1 to 99 as they stand behind "am".
fn ordinal(n: u32) -> String {
    match n {
        1 => "ersten".to_owned(),
        3 => "dritten".to_owned(),
        7 => "siebten".to_owned(),
        8 => "achten".to_owned(),
        n if n < 20 => format!("{}ten", cardinal(n)),
        n => format!("{}sten", cardinal(n)),
    }
}
