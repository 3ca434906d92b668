//! One pass over the text: where words begin and end, and what each is.

use smallvec::SmallVec;

use super::lex::{Key, Lex, Punct};
use super::{lookup, spelling};
use crate::number::{self, Numeral};
use crate::span::Span;

/// A word, a run of digits, or a punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    /// What it is.
    pub(crate) lex: Lex,
    /// How many digits or letters it has, at most 255.
    pub(crate) len: u8,
    /// No space between it and what stands before.
    pub(crate) glued: bool,
    /// One letter was wrong.
    pub(crate) respelt: bool,
    /// Begins with a capital letter.
    pub(crate) capital: bool,
}

impl Word {
    /// Its place in the text.
    pub(crate) const fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// The same word in a text that begins `by` bytes later.
    pub(crate) const fn moved(self, by: u32) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by), ..self }
    }
}

/// The words of a text; those of a usual phrase need no heap.
pub(crate) type Words = SmallVec<[Word; 24]>;

/// How many words are looked at together: a text of any length is read in so much memory.
const BLOCK: usize = 1024;

/// The longest key that can be in a table: number words are the longest.
const KEY: usize = 64;

struct KeyBuffer {
    bytes: [u8; KEY],
    len: usize,
    /// Longer than any known word, or with a letter that no known word has.
    foreign: bool,
}

impl KeyBuffer {
    const fn new() -> Self {
        Self { bytes: [0; KEY], len: 0, foreign: false }
    }

    fn push(&mut self, byte: u8) {
        match self.bytes.get_mut(self.len) {
            Some(place) => {
                *place = byte;
                self.len = self.len.saturating_add(1);
            }
            None => self.foreign = true,
        }
    }

    fn key(&self) -> &[u8] {
        if self.foreign { &[] } else { self.bytes.get(..self.len).unwrap_or(&[]) }
    }
}

/// What a character is to the scanner.
enum Class {
    Space,
    /// Part of a word; the bytes it adds to the key.
    Letter(&'static [u8]),
    /// A letter that is its own key byte.
    Ascii(u8),
    /// A letter that no table word has.
    Foreign,
    Digit(u8),
    /// Counts for nothing: soft hyphens, zero-width characters.
    Ignored,
    /// The dots of a decomposed umlaut.
    Dots,
    Punct(Punct),
    /// €, %, °: the number before it is no time.
    Counted,
}

fn classify(c: char) -> Class {
    match c {
        'a'..='z' => Class::Ascii(c as u8),
        'A'..='Z' => Class::Ascii((c as u8).to_ascii_lowercase()),
        '0'..='9' => Class::Digit((c as u8).wrapping_sub(b'0')),
        ' ' | '\t' => Class::Space,
        '\n' | '\r' | ';' | '!' | '?' => Class::Punct(Punct::Stop),
        '.' => Class::Punct(Punct::Dot),
        ',' => Class::Punct(Punct::Comma),
        ':' => Class::Punct(Punct::Colon),
        '-' => Class::Punct(Punct::Dash),
        '/' => Class::Punct(Punct::Slash),
        '+' => Class::Punct(Punct::Plus),
        '(' | ')' | '[' | ']' | '"' | '\'' => Class::Punct(Punct::Bracket),
        '%' | '$' | '€' | '£' | '°' => Class::Counted,
        _ if c.is_ascii() => Class::Punct(Punct::Other),
        'ä' | 'Ä' => Class::Letter(b"ae"),
        'ö' | 'Ö' => Class::Letter(b"oe"),
        'ü' | 'Ü' => Class::Letter(b"ue"),
        'ß' | 'ẞ' => Class::Letter(b"ss"),
        'é' | 'è' | 'ê' | 'ë' | 'É' => Class::Letter(b"e"),
        'á' | 'à' | 'â' => Class::Letter(b"a"),
        '\u{308}' => Class::Dots,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Class::Ignored,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Class::Space,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Punct(Punct::Dash),
        '„' | '“' | '”' | '‚' | '‘' | '’' | '«' | '»' | '‹' | '›' => {
            Class::Punct(Punct::Bracket)
        }
        '…' => Class::Punct(Punct::Stop),
        '\u{FF01}'..='\u{FF5E}' => {
            // Full-width forms of ASCII, as East Asian keyboards write them.
            char::from_u32((c as u32).saturating_sub(0xFEE0)).map_or(Class::Foreign, classify)
        }
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => Class::Digit((c as u32 & 0xF) as u8),
        _ if c.is_alphabetic() => Class::Foreign,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Punct(Punct::Other),
    }
}

/// The letter whose two UTF-8 bytes were read as Latin-1 or Windows-1252: `Ã` and this character.
pub(crate) const fn broken_letter(second: char) -> Option<char> {
    Some(match second {
        '¤' => 'ä',
        '¶' => 'ö',
        '¼' => 'ü',
        '\u{84}' | '„' => 'Ä',
        '\u{96}' | '–' => 'Ö',
        '\u{9C}' | 'œ' => 'Ü',
        '\u{9F}' | 'Ÿ' => 'ß',
        '©' => 'é',
        '¨' => 'è',
        '§' => 'ç',
        _ => return None,
    })
}

/// The same folded, for the letters of German words.
pub(crate) const fn mojibake(second: char) -> Option<&'static [u8]> {
    match broken_letter(second) {
        Some('ä' | 'Ä') => Some(b"ae"),
        Some('ö' | 'Ö') => Some(b"oe"),
        Some('ü' | 'Ü') => Some(b"ue"),
        Some('ß') => Some(b"ss"),
        _ => None,
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Reads a word from `start`, at most `limit` key bytes of it, into `key`; where it ends.
fn read_word(text: &str, start: usize, limit: usize, key: &mut KeyBuffer) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while key.len < limit || key.foreign {
        match bytes.get(at) {
            Some(b @ b'a'..=b'z') => key.push(*b),
            Some(b @ b'A'..=b'Z') => key.push(b.to_ascii_lowercase()),
            Some(b) if b.is_ascii() => break,
            None => break,
            Some(_) => {
                let Some(c) = char_at(text, at) else { break };
                let width = c.len_utf8();
                if c == 'Ã' {
                    let second = char_at(text, at.saturating_add(width));
                    if let Some((second, folded)) = second.and_then(|s| Some((s, mojibake(s)?))) {
                        folded.iter().for_each(|b| key.push(*b));
                        at = at.saturating_add(width).saturating_add(second.len_utf8());
                        continue;
                    }
                }
                match classify(c) {
                    Class::Ascii(b) => key.push(b),
                    Class::Letter(folded) => folded.iter().for_each(|b| key.push(*b)),
                    Class::Foreign => key.foreign = true,
                    Class::Ignored => {}
                    Class::Dots => {
                        if matches!(key.key().last(), Some(b'a' | b'o' | b'u')) {
                            key.push(b'e');
                        }
                    }
                    Class::Space | Class::Digit(_) | Class::Punct(_) | Class::Counted => break,
                }
                at = at.saturating_add(width);
                continue;
            }
        }
        at = at.saturating_add(1);
    }
    // A combining mark belongs to the letter before it even where the limit fell between them.
    while let Some('\u{308}') = char_at(text, at) {
        at = at.saturating_add('\u{308}'.len_utf8());
    }
    at
}

fn known(key: &[u8]) -> Option<Lex> {
    lookup(key).or_else(|| {
        number::parse(key).map(|n| match n {
            Numeral::Cardinal(n) => Lex::Num(n),
            Numeral::Ordinal(n) => Lex::Ord(n),
            Numeral::Times(n) => Lex::Times(n),
            Numeral::AndAHalf(n) => Lex::AndAHalf(n),
        })
    })
}

/// "Goethestraße", "Kastanienallee", "Lindenstr": the number behind is a house's.
fn is_street(key: &[u8]) -> bool {
    const ENDS: [&[u8]; 6] = [b"strasse", b"allee", b"gasse", b"platz", b"ufer", b"damm"];
    let ends = |end: &[u8]| key.len() >= end.len().saturating_add(3) && key.ends_with(end);
    ENDS.into_iter().any(ends) || (key.len() >= 7 && key.ends_with(b"str"))
}

/// The words of a text.
#[cfg(test)]
fn scan(text: &str) -> Words {
    let mut scanner = Scanner::new(text, 0);
    while scanner.step() {}
    scanner.words
}

/// Reads the words of a text, block by block.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    base: u32,
    at: usize,
    glued: bool,
    words: Words,
    /// The key of the word before, while it stands directly before.
    before: KeyBuffer,
    /// How many words were handed out.
    done: usize,
}

impl<'a> Scanner<'a> {
    /// Reads a text whose spans begin at `base`.
    pub(crate) fn new(text: &'a str, base: u32) -> Self {
        let (words, before) = (Words::new(), KeyBuffer::new());
        Self { text, base, at: 0, glued: false, words, before, done: 0 }
    }

    /// The next words: all of them, unless there are very many.
    pub(crate) fn block(&mut self) -> &[Word] {
        self.words.drain(..self.done);
        while self.words.len() < BLOCK && self.step() {}
        self.done = if self.words.len() < BLOCK { self.words.len() } else { self.cut() };
        if self.base > 0 {
            for word in self.words.iter_mut().take(self.done) {
                *word = word.moved(self.base);
            }
        }
        self.words.get(..self.done).unwrap_or(&[])
    }

    /// True where every word was in a block.
    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.text.len() && self.done == self.words.len()
    }

    /// Where a block ends that is not the last one: behind a sentence or a word that says nothing, if there is one.
    fn cut(&self) -> usize {
        let ends = |w: &Word| matches!(w.lex, Lex::Unknown | Lex::Punct(Punct::Stop));
        let behind = self.words.iter().skip(BLOCK / 2).rposition(ends);
        behind.map_or(self.words.len(), |at| at.saturating_add(BLOCK / 2).saturating_add(1))
    }

    fn step(&mut self) -> bool {
        let start = self.at;
        let Some(c) = char_at(self.text, start) else { return false };
        match classify(c) {
            Class::Space => {
                self.at = start.saturating_add(c.len_utf8());
                self.glued = false;
            }
            Class::Ignored | Class::Dots => self.at = start.saturating_add(c.len_utf8()),
            Class::Punct(mark) => {
                self.at = start.saturating_add(c.len_utf8());
                let glued = self.glued;
                self.push(start, Lex::Punct(mark), 1);
                // "über-morgen" is one word; any other mark ends what stands before.
                if mark != Punct::Dash || !glued {
                    self.before = KeyBuffer::new();
                }
            }
            Class::Counted => {
                self.at = start.saturating_add(c.len_utf8());
                self.push(start, Lex::Counted, 1);
                self.before = KeyBuffer::new();
            }
            Class::Digit(_) => {
                self.digits(start);
                self.before = KeyBuffer::new();
            }
            Class::Ascii(_) | Class::Letter(_) | Class::Foreign => self.word(start),
        }
        true
    }

    fn push(&mut self, start: usize, lex: Lex, len: usize) {
        self.push_as(start, self.at, lex, len, false);
    }

    fn push_as(&mut self, start: usize, end: usize, lex: Lex, len: usize, respelt: bool) {
        // Texts are at most MAX_TEXT long, far below 4 GiB.
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let len = u8::try_from(len).unwrap_or(u8::MAX);
        let capital = char_at(self.text, start).is_some_and(char::is_uppercase);
        self.words.push(Word {
            start: short(start),
            end: short(end),
            lex,
            len,
            glued: self.glued,
            respelt,
            capital,
        });
        self.glued = true;
    }

    fn digits(&mut self, start: usize) {
        let mut value: u32 = 0;
        let mut count: usize = 0;
        while let Some((c, Class::Digit(d))) = char_at(self.text, self.at).map(|c| (c, classify(c))) {
            value = value.saturating_mul(10).saturating_add(d.into());
            count = count.saturating_add(1);
            self.at = self.at.saturating_add(c.len_utf8());
        }
        let lex = if count <= 9 { Lex::Digits(value) } else { Lex::LongDigits };
        self.push(start, lex, count);
    }

    fn word(&mut self, start: usize) {
        let mut buffer = KeyBuffer::new();
        let end = read_word(self.text, start, usize::MAX, &mut buffer);
        self.at = end.max(start.saturating_add(1));
        while !self.text.is_char_boundary(self.at) {
            self.at = self.at.saturating_add(1);
        }
        let (end, len) = (self.at, buffer.len);
        let key = buffer.key();
        let mut found = known(key);
        if self.joins(key, found) {
            return;
        }
        let mut respelt = false;
        if found.is_none() && len < 6 {
            found = spelling::restore(key);
            respelt = found.is_some();
        } else if found.is_none() {
            if self.split(start, key) {
                self.before = KeyBuffer::new();
                return;
            }
            found = spelling::correct(key);
            respelt = found.is_some();
            if found.is_none() && is_street(key) {
                found = Some(Lex::Key(Key::Street));
            }
        }
        self.push_as(start, end, found.unwrap_or(Lex::Unknown), len, respelt);
        self.before = buffer;
    }

    /// "Frei Tag", "über morgen", "vor gestern": two words that are one. Only days are joined, so that "nach Mittag"
    /// stays two words.
    fn joins(&mut self, key: &[u8], found: Option<Lex>) -> bool {
        if self.before.len == 0 || key.is_empty() {
            return false;
        }
        let Some(mut last) = self.words.last().copied() else { return false };
        let hyphen = last.lex == Lex::Punct(Punct::Dash);
        if hyphen {
            let Some(before) = self.words.len().checked_sub(2).and_then(|at| self.words.get(at)).copied()
            else {
                return false;
            };
            last = before;
        }
        if self.glued != hyphen {
            return false;
        }
        let open = match last.lex {
            Lex::Unknown | Lex::Key(Key::Over) => true,
            Lex::Key(Key::Vor) => matches!(found, Some(Lex::RelDay(_))),
            Lex::HolidayHead(_) => true,
            Lex::Unit(_) => matches!(found, Some(Lex::Third(_))),
            _ => false,
        };
        let could = matches!(
            found,
            None | Some(
                Lex::Unit(_)
                    | Lex::Weekday(_)
                    | Lex::Part(_)
                    | Lex::Morgen
                    | Lex::RelDay(_)
                    | Lex::Third(_)
                    | Lex::Num(_)
            )
        );
        if !open || !could {
            return false;
        }
        let mut both = KeyBuffer::new();
        self.before.key().iter().chain(key).for_each(|b| both.push(*b));
        match known(both.key()) {
            // "sech zehn"; but "ein und zwanzig" is for the grammar.
            Some(Lex::Num(_)) if last.lex != Lex::Unknown => false,
            Some(
                lex @ (Lex::Num(_)
                | Lex::Weekday(_)
                | Lex::RelDay(_)
                | Lex::Holiday(_)
                | Lex::Key(Key::Weekend | Key::CalendarWeek)),
            ) => {
                self.words.pop();
                if hyphen {
                    self.words.pop();
                }
                self.glued = last.glued;
                self.push_as(last.span().start, self.at, lex, both.len, false);
                self.before = KeyBuffer::new();
                true
            }
            _ => false,
        }
    }

    /// "morgenum", "nächstewoche": words whose space is missing.
    fn split(&mut self, start: usize, key: &[u8]) -> bool {
        let Some(cuts) = spelling::split(key) else { return false };
        let mut at = start;
        for (length, lex) in cuts {
            let mut piece = KeyBuffer::new();
            let end = read_word(self.text, at, length, &mut piece);
            self.push_as(at, end, lex, length, false);
            self.glued = false;
            at = end;
        }
        self.glued = true;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    fn lexes(text: &str) -> Vec<Lex> {
        scan(text).iter().map(|w| w.lex).collect()
    }

    #[test]
    fn every_spelling_of_an_umlaut_is_the_same_word() {
        for text in [
            "übermorgen",
            "Übermorgen",
            "ÜBERMORGEN",
            "uebermorgen",
            "ubermorgen",
            "Ã¼bermorgen",
            "Ãœbermorgen",
            "u\u{308}bermorgen",
            "U\u{308}BERMORGEN",
            "über morgen",
            "ü\u{AD}ber\u{200B}morgen",
            "ｕbermorgen",
        ] {
            let words = scan(text);
            assert_eq!(words.len(), 1, "{text}");
            assert_eq!(words[0].lex, Lex::RelDay(2), "{text}");
            assert_eq!(words[0].span(), Span::new(0, text.len()), "{text}");
        }
        assert_eq!(lexes("dreiÃŸig"), [Lex::Num(30)]);
        assert_eq!(lexes("DREISSIG dreißig"), [Lex::Num(30), Lex::Num(30)]);
    }

    #[test]
    fn broken_words_are_joined_and_glued_ones_split() {
        assert_eq!(lexes("Frei Tag"), [Lex::Weekday(Weekday::Fri)]);
        assert_eq!(lexes("vor gestern"), [Lex::RelDay(-2)]);
        assert_eq!(lexes("nach Mittag").len(), 2);
        assert_eq!(lexes("morgenum"), [Lex::Morgen, Lex::Key(Key::Um)]);
        let words = scan("nÃ¤chstewoche");
        assert_eq!(words.len(), 2);
        assert_eq!(words[1].span().of("nÃ¤chstewoche"), Some("woche"));
    }

    #[test]
    fn digits_keep_their_number_and_foreign_text_is_no_harm() {
        let words = scan("09:30 ０９ ٣ 12345678901 東京 é́ 🎉");
        assert_eq!(words[0].lex, Lex::Digits(9));
        assert_eq!(words[0].len, 2);
        assert!(words[1].glued && !words[3].glued);
        assert_eq!(words[3].lex, Lex::Digits(9));
        assert_eq!(words[4].lex, Lex::Digits(3));
        assert_eq!(words[5].lex, Lex::LongDigits);
        assert_eq!(words[6].lex, Lex::Unknown);
    }
}
