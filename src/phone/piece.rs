//! Cuts a text into the pieces that a telephone number is written with. Linear; spans count in the whole text.

use std::ops::Range;

use smallvec::SmallVec;

use super::digit;
use crate::span::Span;

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) span: Span,
    /// Nothing lies between this piece and the one before.
    pub(super) glued: bool,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Plus,
    /// ASCII digits: where in [`Pieces::digits`].
    Digits(Range<usize>),
    /// Letters: where in [`Pieces::folded`].
    Word(Range<usize>),
    Open,
    Close,
    Slash {
        /// With a blank before and after: rather "or" than part of one number.
        apart: bool,
    },
    Comma,
    /// Semicolon, bar, line break: never inside a number.
    Break,
    /// Anything else that is not layout.
    Other(char),
}

/// All pieces of a text, with their digits and words one behind the other: a usual number needs no heap.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    pub(super) list: SmallVec<[Piece; 12]>,
    /// ASCII.
    pub(super) digits: SmallVec<[u8; 64]>,
    /// Words in lower case, umlauts and ß spelled out.
    pub(super) folded: String,
}

/// The pieces of `text`, whose first byte is byte `base` of the whole text.
pub(super) fn pieces(text: &str, base: usize) -> Pieces {
    let mut out = Pieces::default();
    let mut glued = false;
    let mut blank_before = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at.saturating_add(c.len_utf8());
        let mut span = Span::new(base.saturating_add(at), base.saturating_add(end));
        let what = match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' => {
                blank_before = false;
                out.extend(c, span, glued, text.len());
                glued = true;
                continue;
            }
            ' ' | '-' | '.' => {
                glued = false;
                blank_before = c == ' ';
                continue;
            }
            '+' | '\u{FF0B}' => What::Plus,
            '(' | '[' | '{' | '\u{FF08}' => What::Open,
            ')' | ']' | '}' | '\u{FF09}' => What::Close,
            '/' | '\u{FF0F}' | '\\' => {
                let next_is_blank = chars.peek().is_none_or(|(_, n)| n.is_whitespace());
                What::Slash { apart: blank_before && next_is_blank }
            }
            ',' => What::Comma,
            ';' | '|' | '\n' | '\r' => What::Break,
            '%' if escape(text, end).is_some() => {
                let decoded = escape(text, end).unwrap_or(' ');
                let _ = (chars.next(), chars.next());
                span.end = span.end.saturating_add(2);
                match decoded {
                    '+' => What::Plus,
                    _ => {
                        glued = false;
                        blank_before = true;
                        continue;
                    }
                }
            }
            _ if is_invisible(c) => continue,
            _ if c.is_whitespace() || is_layout(c) => {
                glued = false;
                blank_before = c.is_whitespace();
                continue;
            }
            _ => {
                blank_before = false;
                out.extend(c, span, glued, text.len());
                glued = true;
                continue;
            }
        };
        blank_before = false;
        out.list.push(Piece { what, span, glued });
        glued = true;
    }
    out
}

impl Pieces {
    /// The word at `range`.
    pub(super) fn word(&self, range: &Range<usize>) -> &str {
        self.folded.get(range.clone()).unwrap_or("")
    }

    /// Adds a digit or a letter to the piece before, if that is of its sort and adjoins.
    fn extend(&mut self, c: char, span: Span, glued: bool, longest: usize) {
        if let Some(d) = digit(c) {
            let from = self.digits.len();
            self.digits.push(d);
            let to = self.digits.len();
            match self.list.last_mut() {
                Some(Piece { what: What::Digits(digits), span: before, .. }) if glued => {
                    digits.end = to;
                    before.end = span.end;
                }
                _ => self.list.push(Piece { what: What::Digits(from..to), span, glued }),
            }
        } else if c.is_alphabetic()
            || c == '\u{308}'
            || (c == '\u{178}' || c == '\u{BC}' || c == '\u{B6}' || c == '\u{A4}')
        {
            if self.folded.capacity() == 0 {
                self.folded.reserve(longest.saturating_add(8));
            }
            match self.list.last_mut() {
                Some(Piece { what: What::Word(word), span: before, .. }) if glued => {
                    fold(&mut self.folded, word.start, c);
                    word.end = self.folded.len();
                    before.end = span.end;
                }
                _ => {
                    let from = self.folded.len();
                    fold(&mut self.folded, from, c);
                    let to = self.folded.len();
                    self.list.push(Piece { what: What::Word(from..to), span, glued });
                }
            }
        } else {
            self.list.push(Piece { what: What::Other(c), span, glued });
        }
    }
}

/// Lower case, `ä` as `ae`, `ß` as `ss`; combining marks and UTF-8 that was read as Latin-1 (`fÃ¼nf`) come out the same.
/// The word begins at byte `from` of what is there.
pub(super) fn fold(word: &mut String, from: usize, c: char) {
    match c {
        _ if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        'ä' | 'Ä' => word.push_str("ae"),
        'ö' | 'Ö' => word.push_str("oe"),
        'ü' | 'Ü' => word.push_str("ue"),
        'ß' | 'ẞ' => word.push_str("ss"),
        // Combining diaeresis: the letter before is an umlaut.
        '\u{308}' => word.push('e'),
        // The second halves of ü, ö, ä and ß; the first half is Ã.
        '¼' | '¶' | '¤' | 'Ÿ' if word.get(from..).is_some_and(|w| w.ends_with('ã')) => {
            word.pop();
            word.push_str(match c {
                '¼' => "ue",
                '¶' => "oe",
                '¤' => "ae",
                _ => "ss",
            });
        }
        _ => word.extend(c.to_lowercase()),
    }
}

/// The character that `%2B` or `%20` stands for: a plus, or a blank for all that is layout in a URI.
fn escape(text: &str, after: usize) -> Option<char> {
    match text.get(after..after.checked_add(2)?)? {
        "2B" | "2b" => Some('+'),
        "20" | "28" | "29" | "2D" | "2d" | "2E" | "2e" => Some(' '),
        _ => None,
    }
}

/// Marks of direction and joiners that come along when a number is copied.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// Punctuation that groups digits and says nothing.
const fn is_layout(c: char) -> bool {
    matches!(
        c,
        '.' | '-'
            | '~'
            | '_'
            | ':'
            | '!'
            | '?'
            | '"'
            | '\''
            | '<'
            | '>'
            | '„'
            | '“'
            | '”'
            | '«'
            | '»'
            | '·'
            | '•'
            | '…'
            | '☎'
            | '☏'
            | '✆'
            | '📞'
            | '📟'
            | '📠'
            | '📱'
            | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{30FC}'
                | '\u{FF0D}'
                | '\u{FF0E}'
                | '\u{2053}'
                | '\u{223C}'
                | '\u{FF5E}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let pieces = pieces(text, 0);
        let digits = |d: Range<usize>| String::from_utf8(pieces.digits.get(d).unwrap().to_vec()).unwrap();
        pieces
            .list
            .iter()
            .map(|p| match p.what.clone() {
                What::Plus => "+".to_owned(),
                What::Digits(d) => digits(d),
                What::Word(w) => pieces.word(&w).to_owned(),
                What::Open => "(".to_owned(),
                What::Close => ")".to_owned(),
                What::Slash { apart } => if apart { " / " } else { "/" }.to_owned(),
                What::Comma => ",".to_owned(),
                What::Break => ";".to_owned(),
                What::Other(c) => format!("?{c}"),
            })
            .collect()
    }

    #[test]
    fn words_are_folded_whatever_their_bytes() {
        for text in ["fünf", "FÜNF", "fu\u{308}nf", "fÃ¼nf", "fuenf"] {
            assert_eq!(shown(text), ["fuenf"], "{text}");
        }
        for text in ["dreißig", "DREISSIG", "dreiÃŸig"] {
            assert_eq!(shown(text), ["dreissig"], "{text}");
        }
    }

    #[test]
    fn digits_of_any_script_and_layout() {
        assert_eq!(
            shown("＋４９ (0) ٣٠/۲۳\u{A0}125–०"),
            ["+", "49", "(", "0", ")", "30", "/", "23", "125", "0"]
        );
        assert_eq!(shown("%2B49%2030"), ["+", "49", "30"]);
        assert_eq!(shown("\u{202A}+49\u{202C}30"), ["+", "4930"]);
        assert_eq!(shown("1 / 2; 3,4€"), ["1", " / ", "2", ";", "3", ",", "4", "?€"]);
    }

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "„fünf“ 3٠";
        let spans: Vec<&str> = pieces(text, 0).list.iter().map(|p| p.span.of(text).unwrap()).collect();
        assert_eq!(spans, ["fünf", "3٠"]);
    }
}
