//! Addresses said in words: "anna punkt muster at beispiel punkt de".

use super::Heard;
use super::address::without_umlauts;
use crate::heard::fold::fold;
use crate::number::{self, Numeral};
use crate::privacy::{TOP, introduces, said_at, said_sign};

/// More words than that are no address.
const MOST_WORDS: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    At {
        sure: bool,
    },
    Sign(char),
    Letter(char),
    Digits(String),
    Word(String),
    /// Says that there is nothing between the words.
    Together,
}

/// Reads an address that was dictated; it may still be none, by its form.
pub(super) fn read(text: &str) -> Option<Heard> {
    let pieces = pieces(text)?;
    let at = sign(&pieces)?;
    let together = pieces.contains(&Piece::Together);
    let plain: Vec<Piece> = pieces.iter().filter(|p| **p != Piece::Together).cloned().collect();
    let at = at.saturating_sub(pieces.iter().take(at).filter(|p| **p == Piece::Together).count());
    let mut doubt = None;
    let local = local(plain.get(..at)?, &mut doubt);
    let domain = domain(plain.get(at.saturating_add(1)..)?, &mut doubt)?;
    if local.is_empty() {
        return None;
    }
    if together && doubt == Some("words_joined") {
        doubt = None;
    }
    let ascii = without_umlauts(&local);
    if ascii != local || !domain.is_ascii() {
        doubt = doubt.or(Some("umlaut"));
    }
    Some(Heard { address: format!("{ascii}@{domain}"), dictated: true, doubt })
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let spaced = text.replace(['@', '＠'], " @ ").replace("(at)", " @ ").replace("[at]", " @ ");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '!' | '?' | '"' | '„' | '“' | '<' | '>'))
        })
        .map(|w| w.trim_end_matches('.').to_lowercase())
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut rest = words.as_slice();
    while let [first, behind @ ..] = rest {
        rest = behind;
        let second = behind.first().map(String::as_str);
        match (first.as_str(), second) {
            ("@", _) => out.push(Piece::At { sure: true }),
            ("klammer", Some("affe")) => {
                out.push(Piece::At { sure: true });
                rest = behind.get(1..)?;
            }
            // "N wie Nordpol"
            ("wie", Some(name)) if matches!(out.last(), Some(Piece::Letter(l)) if fold(name).starts_with(*l)) =>
            {
                rest = behind.get(1..)?;
            }
            ("doppel", Some(letter)) if letter.chars().count() == 1 => {
                let letter = letter.chars().next()?;
                out.extend([Piece::Letter(letter), Piece::Letter(letter)]);
                rest = behind.get(1..)?;
            }
            ("zusammen" | "zusammengeschrieben", _) => out.push(Piece::Together),
            (word, _) if is_filler(word) => {}
            (word, _) => out.push(piece(word)),
        }
    }
    Some(out)
}

fn piece(word: &str) -> Piece {
    if let Some(sure) = said_at(word) {
        return Piece::At { sure };
    }
    if let Some(sign) = said_sign(word) {
        return Piece::Sign(sign);
    }
    if let Some(letter) = word.strip_prefix("doppel-").filter(|l| l.chars().count() == 1) {
        return Piece::Word(letter.repeat(2));
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return Piece::Digits(word.to_owned());
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => return Piece::Letter(letter),
        (Some('.'), Some(_)) | (None, _) => return Piece::Word(word.to_owned()),
        _ => {}
    }
    // "ein" is an article.
    let article = matches!(word, "ein" | "eine" | "einen" | "einer");
    match number::parse(fold(word).as_bytes()).filter(|_| !article) {
        Some(Numeral::Cardinal(n)) => Piece::Digits(n.to_string()),
        _ => Piece::Word(word.to_owned()),
    }
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "äh" | "ähm"
            | "also"
            | "bitte"
            | "danke"
            | "genau"
            | "dann"
            | "alles"
            | "klein"
            | "kleingeschrieben"
            | "ja"
            | "hm"
            | "richtig"
    )
}

/// The one piece that is the @. An "at" behind a dot is Austria.
fn sign(pieces: &[Piece]) -> Option<usize> {
    let mut all: Vec<(usize, bool)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let country = i.checked_sub(1).and_then(|b| pieces.get(b)) == Some(&Piece::Sign('.'));
        if let Piece::At { sure } = piece
            && (!country || *sure)
        {
            all.push((i, *sure));
        }
    }
    match all.as_slice() {
        [(one, _)] => Some(*one),
        several => {
            let mut sure = several.iter().filter(|(_, sure)| *sure);
            sure.next().filter(|_| sure.next().is_none()).map(|(i, _)| *i)
        }
    }
}

fn text_of(piece: &Piece, out: &mut String) {
    match piece {
        Piece::Sign(c) | Piece::Letter(c) => out.push(*c),
        Piece::Digits(text) | Piece::Word(text) => out.push_str(text),
        // Behind a dot; nothing else comes here.
        Piece::At { .. } => out.push_str("at"),
        Piece::Together => {}
    }
}

/// True where nothing tells whether anything stands between two pieces.
fn unclear(first: &Piece, second: &Piece) -> bool {
    matches!(
        (first, second),
        (Piece::Word(_) | Piece::At { .. }, Piece::Word(_) | Piece::Letter(_))
            | (Piece::Letter(_), Piece::Word(_))
    )
}

/// The pieces before the @, without the words that introduce the address.
fn local(pieces: &[Piece], doubt: &mut Option<&'static str>) -> String {
    let begins = pieces.iter().enumerate().rev().find_map(|(i, piece)| {
        let next = pieces.get(i.saturating_add(1));
        let joined = matches!(next, None | Some(Piece::Sign(_)));
        let before = i.checked_sub(1).and_then(|b| pieces.get(b));
        let continues = matches!(before, Some(Piece::Sign(_)));
        match piece {
            Piece::Word(word) if !joined && !continues && is_introduction(word) => Some(i.saturating_add(1)),
            _ => None,
        }
    });
    let pieces = pieces.get(begins.unwrap_or(0)..).unwrap_or_default();
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).and_then(|b| pieces.get(b))
            && unclear(before, piece)
        {
            *doubt = Some("words_joined");
        }
        text_of(piece, &mut out);
    }
    out
}

fn is_introduction(word: &str) -> bool {
    introduces(word)
        || matches!(
            word,
            "e-mail"
                | "e-mail-adresse"
                | "mailadresse"
                | "emailadresse"
                | "das"
                | "wäre"
                | "heißt"
                | "hätte"
                | "ich"
                | "habe"
                | "gerne"
                | "mir"
        )
}

/// The pieces behind the @, as far as they are a domain.
fn domain(pieces: &[Piece], doubt: &mut Option<&'static str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = pieces;
    let mut before: Option<&Piece> = None;
    while let [piece, behind @ ..] = rest {
        let known = |label: &str| TOP.contains(&label);
        let top = out.rsplit_once('.').map(|(_, top)| top);
        if let Some(last) = before
            && !matches!(last, Piece::Sign(_))
            && !matches!(piece, Piece::Sign(_))
        {
            let one_by_one = matches!((last, piece), (Piece::Letter(_), Piece::Letter(_)));
            if top.is_some_and(known) && !one_by_one {
                // The address is complete; what goes on is something else.
                *doubt = doubt.or(Some("words_left_over"));
                break;
            }
            if let Piece::Word(word) = piece
                && top.is_none()
                && known(word)
            {
                out.push('.');
                *doubt = doubt.or(Some("dot_left_out"));
            } else if unclear(last, piece) {
                *doubt = doubt.or(Some("words_joined"));
            }
        }
        text_of(piece, &mut out);
        before = Some(piece);
        rest = behind;
    }
    let (_, top) = out.rsplit_once('.')?;
    if !TOP.contains(&top) {
        *doubt = doubt.or(Some("unknown_ending"));
    }
    Some(out)
}
