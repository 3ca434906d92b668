//! Long texts: what a caller could say for an hour, and what makes a parser look at the same words again and again.

/// A text with the name of what it tries.
#[derive(Clone, Copy, Debug)]
pub struct Long {
    /// In the report.
    pub name: &'static str,
    /// Said once, at the start.
    pub head: &'static str,
    /// Said again and again behind it.
    pub unit: &'static str,
}

impl Long {
    /// About `bytes` bytes of it, never more.
    pub fn text(self, bytes: usize) -> String {
        let times = bytes.saturating_sub(self.head.len()).checked_div(self.unit.len()).unwrap_or(0);
        let mut text = String::with_capacity(bytes);
        text.push_str(self.head);
        for _ in 0..times {
            text.push_str(self.unit);
        }
        text
    }
}

const fn long(name: &'static str, unit: &'static str) -> Long {
    Long { name, head: "", unit }
}

const fn after(name: &'static str, head: &'static str, unit: &'static str) -> Long {
    Long { name, head, unit }
}

/// What is said when nobody means harm.
pub const PLAIN: &[Long] = &[
    long(
        "prose",
        "Ich wollte nur fragen, ob bei Ihnen noch jemand frei ist, weil meine Haare zu lang sind. ",
    ),
    long(
        "a moment among words",
        "ich hätte gern, wenn es recht ist, morgen um halb drei einen Termin bei Ihnen. ",
    ),
];

/// What tries to be slow: each is aimed at a loop, a list, or a search in the code.
pub const NASTY: &[Long] = &[
    // Characters and words.
    long("one letter", "x"),
    long("one letter and a space", "x "),
    long("umlauts read wrongly", "Ã¼"),
    long("combining dots", "u\u{308}"),
    long("nothing but dots to combine", "\u{308}"),
    long("soft hyphens", "\u{AD}"),
    long("emoji", "🎉"),
    long("long unknown words", "donaudampfschifffahrtsgesellschaftskapi "),
    long("pieces that nearly are words", "bisbisbisbisbisbisbisbisbisbisbisbisbisq "),
    long("numbers that nearly are words", "neunhundertneunundneunzigtausendq "),
    long("forty letters of um", "umumumumumumumumumumumumumumumumumumumuq "),
    long("words one letter wrong", "donerstag "),
    long("two words that nearly are one", "frei x "),
    // Digits and marks.
    long("one long number", "1"),
    long("digits with dots", "1."),
    long("digits with commas", "1,"),
    long("digits with dashes", "1-"),
    long("digits with slashes", "1/"),
    long("digits in brackets", "1("),
    long("digits with colons", "1:"),
    long("digits with spaces", "1 "),
    long("digits with pluses", "1+"),
    long("number words", "eins "),
    long("number words with dashes", "eins-"),
    long("pluses", "+"),
    long("dashes", "-"),
    after("a number and dashes", "1", "-"),
    long("commas", ","),
    long("full stops", "."),
    long("line ends", "\n"),
    // Scans ahead.
    after("in, then fillers", "in ", "bitte "),
    long("in and a filler", "in bitte "),
    long("um and so", "um so "),
    after("um, then so", "um ", "so "),
    after("within, then of", "innerhalb ", "von "),
    long("within and of", "innerhalb von der "),
    after("early, then articles", "früh ", "der "),
    long("early and an article", "früh der "),
    long("a title", "Frau "),
    after("a title, then dots", "Frau ", ". "),
    long("a title and a filler", "Frau bitte "),
    long("a number of something", "Nummer "),
    long("a number of something, with dots", "Nummer . "),
    long("a number of something, with dashes", "Nummer - "),
    long("next", "nächste "),
    long("next and a filler", "nächste bitte "),
    long("begin of", "Anfang der "),
    long("an ordinal and an article", "erste der "),
    long("day before", "Tag vor der "),
    long("every", "jeden "),
    long("every Monday and", "jeden Montag und "),
    long("every week", "alle zwei Wochen "),
    // Lists.
    long("Monday or", "Montag oder "),
    long("Monday and", "Montag und "),
    long("Monday, Tuesday", "Montag, Dienstag, "),
    long("tomorrow", "morgen "),
    long("Monday at ten or", "Montag um zehn oder "),
    long("rather Monday", "lieber Montag, "),
    long("rather Monday at ten", "lieber Montag um zehn, "),
    long("not Monday", "nicht Montag "),
    long("but for Monday", "außer Montag, "),
    long("Monday, no, Tuesday", "Montag, nein, Dienstag, nein, "),
    long("well", "äh "),
    long("from Monday", "ab Montag oder "),
    long("ranges", "10-12 oder "),
    long("from to", "von 9 bis 11 oder "),
    long("parts of a day", "abends oder vormittags oder "),
    long("hours of two meanings", "um drei oder um vier oder "),
    long("dates that are not", "31.2. oder "),
    long("dates of a past year", "05.11.2023 oder "),
    long("weekday and date at odds", "Montag, den 11.11.2025 oder "),
    long("words one letter wrong, offered", "donerstag oder "),
    long("gaps of the clock", "29.3.2026 um 2:30 oder "),
    long("lengths", "zwei Stunden und "),
    long("instants", "2025-11-20T13:30:00Z "),
    long("a day, then a range", "Montag von 9 bis 11 "),
    long("commas and well", ", äh "),
    long("a number among joints", "1 oder , "),
    long("names", "Herr und Frau "),
    long("holidays", "zweiter Weihnachtsfeiertag oder "),
    long("weeks", "KW 48 oder "),
    long("in two weeks on Friday", "in zwei Wochen am Freitag oder "),
];

/// What tries to be slow where telephone numbers are read and personal data are looked for: each goes as far as some
/// recogniser does before it gives up.
pub const HOSTILE: &[Long] = &[
    long("one digit", "1"),
    long("zeros", "0"),
    long("digits apart", "1 "),
    long("zeros apart", "0 "),
    long("digits and dots", "1.1."),
    long("digits and slashes", "0/"),
    long("digits and hyphens", "-0"),
    long("pluses", "+"),
    long("escaped pluses", "%2B"),
    long("parentheses", "("),
    long("codes in parentheses", "(0) 30 "),
    long("times", "1:00 - "),
    long("dates", "05.11.2025 "),
    long("timestamps", "2025-11-05T14:30:00.123Z "),
    long("zeros and nulls", "0 null "),
    long("nulls", "null "),
    long("spoken digits", "null drei doppel zwo "),
    long("fillers", "eins die "),
    long("ands", "und "),
    long("extensions", "030231 App. "),
    long("at signs", "@"),
    long("addresses", "a.b-c_d@"),
    long("addresses without an end", "a@a."),
    long("spoken addresses", "punkt at a "),
    long("equals signs", "="),
    long("names of secrets", "password="),
    long("quoted names", "\"token\":\""),
    long("lists of tokens", "token=["),
    long("schemes", "Bearer "),
    long("prefixes of keys", "sk-a/"),
    long("beginnings of IBANs", "DE89 "),
    long("backslashes", "\\"),
    long("escapes that are none", "\\\\\\u00g0"),
    long("digits of other scripts", "٣ "),
];
