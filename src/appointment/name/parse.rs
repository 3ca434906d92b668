//! A text → a name: roles of its words, their sounds and keys.

use std::ops::Range;

use smallvec::SmallVec;

use super::distance::{self, LONGEST};
use super::spelling::{self, MAX_SOUNDS, Sounds};
use super::table::Numbers;
use super::words::{self, Token, Tokens};
use super::{MAX_BYTES, MAX_WORDS, Name, fold, foreign, nickname, sound};

const DOCTOR: u8 = 1;
/// [`sound::class`] of r.
const R_CLASS: u8 = 5;
/// The bits of a title that tell a man or a woman.
const SEX: u8 = 48;

/// A word of a name, ready to be compared.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    /// Hashes of the letters, of the letters with umlauts written out, of the letters without accents.
    pub(super) exact: u64,
    pub(super) spelt: u64,
    pub(super) bare: u64,
    /// What the [masks](distance::mask) of all its readings have, and what that of any has.
    pub(super) all: u64,
    pub(super) any: u64,
    /// What it is in the table of given names.
    pub(super) nickname: &'static [u16],
    /// The first letter of a word of one letter: an initial.
    pub(super) initial: Option<char>,
    pub(super) first: char,
    /// Its readings: the first, and how many.
    pub(super) reading: u8,
    pub(super) readings: u8,
}

/// One way to say a word.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) mask: u64,
    pub(super) length: u8,
    pub(super) sounds: [u8; MAX_SOUNDS],
}

impl Reading {
    fn new(sounds: &Sounds) -> Self {
        let mut array = [0; MAX_SOUNDS];
        for (to, from) in array.iter_mut().zip(sounds) {
            *to = *from;
        }
        let length = u8::try_from(sounds.len().min(MAX_SOUNDS)).unwrap_or_default();
        Self { mask: distance::mask(sounds), length, sounds: array }
    }

    pub(super) fn sounds(&self) -> &[u8] {
        self.sounds.get(..usize::from(self.length)).unwrap_or_default()
    }
}

pub(super) fn parse(text: &str) -> Name {
    let too_long = || Name { too_long: true, ..Name::default() };
    if text.len() > MAX_BYTES {
        return too_long();
    }
    let mut tokens = words::tokens(text);
    words::unframe(&mut tokens);
    let mut tokens = join_spelling(words::spelled(tokens));
    let mut name = Name::default();
    take_titles(&mut tokens, &mut name);
    if tokens.is_empty() {
        return name;
    }
    for token in &mut tokens {
        token.given = nickname::known(&token.letters);
    }
    let Roles { given, family, turned } = roles(&mut tokens, name.addressed, name.sex != 0);
    let part = |range: Range<usize>| tokens.get(range).unwrap_or_default();
    let (given, family) = (part(given), part(family));
    if given.len().saturating_add(family.len()) > MAX_WORDS {
        return too_long();
    }
    name.turned = turned;
    build(name, text, given, family).unwrap_or_else(too_long)
}

/// "Jilmas Y I L M A Z": what was spelt is the word that was said before it.
fn join_spelling(tokens: Tokens) -> Tokens {
    if !tokens.iter().any(|t| t.spelt) {
        return tokens;
    }
    let mut out = Tokens::new();
    for token in tokens {
        if token.spelt
            && let Some(last) = out.last_mut()
            && readings(&last.letters)
                .iter()
                .any(|a| readings(&token.letters).iter().any(|b| distance::distance(a, b) < distance::FAR))
        {
            let (hyphen, comma) = (last.hyphen, last.comma);
            *last = Token { hyphen, comma, ..token };
        } else {
            out.push(token);
        }
    }
    out
}

/// Takes titles and junior or senior out; the last word that is left is a name, whatever it means.
fn take_titles(tokens: &mut Tokens, name: &mut Name) {
    let mut left = tokens.len();
    let mut comma = false;
    let mut doctor = false;
    tokens.retain(|token| {
        let faculty = doctor && words::is_faculty(token);
        let title = words::title(token).or(faculty.then_some(0));
        doctor = faculty || title == Some(DOCTOR);
        let generation = words::generation(token);
        if left <= 1
            || token.hyphen && title.is_none_or(|t| t == 0)
            || title.is_none() && generation.is_none()
        {
            // A comma before a title is one before what follows.
            token.comma |= comma;
            comma = false;
            return true;
        }
        left = left.saturating_sub(1);
        comma |= token.comma;
        name.titles |= title.unwrap_or_default() & !SEX;
        name.sex |= title.unwrap_or_default() & SEX;
        name.addressed |= title.is_some();
        name.generation = generation.unwrap_or(name.generation);
        false
    });
    if let [only] = tokens.as_slice()
        && (only.is("frau") || name.addressed && words::title(only).is_some_and(|t| t & !SEX != 0))
    {
        // "Frau Doktor", "Herr Professor": no name was said. "Herr Herr" is one.
        tokens.clear();
    }
    if let Some(first) = tokens.first_mut() {
        (first.comma, first.hyphen) = (false, false);
    }
}

/// Which words are given names and which family names, and whether the family name came first.
struct Roles {
    given: Range<usize>,
    family: Range<usize>,
    turned: bool,
}

/// `addressed`: some title was said; `by_sex`: it was "Herr" or "Frau", which family names follow, and not a degree alone.
fn roles(tokens: &mut Tokens, addressed: bool, by_sex: bool) -> Roles {
    if tokens.iter().any(|t| words::announces(t).is_some()) {
        return announced(tokens);
    }
    if let Some(at) = tokens.iter().position(|t| t.comma)
        && let Some((before, after)) = tokens.split_at_checked(at)
    {
        // "Keller, Jonas Keller": said once more, in full.
        if before.iter().all(|b| after.iter().any(|a| a.letters == b.letters)) {
            tokens.drain(..at);
            for token in tokens.iter_mut() {
                token.comma = false;
            }
            return roles(tokens, addressed, by_sex);
        }
        // "Heide, Anna von der" has particles behind it; "Becker, Ben" has a given name.
        let only_particles = after.iter().all(words::is_particle);
        let mut place: usize = 0;
        tokens.retain(|token| {
            place = place.saturating_add(1);
            place <= at || only_particles || !words::is_particle(token)
        });
        return Roles { given: at..tokens.len(), family: 0..at, turned: true };
    }
    let all = tokens.len();
    let groups = groups(tokens, by_sex);
    let is_given =
        |group: &Range<usize>| tokens.get(group.clone()).is_some_and(|g| g.iter().all(|t| t.given.is_some()));
    match groups.as_slice() {
        [] => Roles { given: 0..0, family: 0..0, turned: false },
        [only] if is_given(only) && !addressed => Roles { given: 0..all, family: 0..0, turned: false },
        [_] => Roles { given: 0..0, family: 0..all, turned: false },
        [first, .., last] if is_given(last) && !is_given(first) => {
            Roles { given: first.end..all, family: 0..first.end, turned: true }
        }
        [.., last] => Roles { given: 0..last.start, family: last.start..all, turned: false },
    }
}

fn announced(tokens: &mut Tokens) -> Roles {
    let (mut given, mut family) = (Tokens::new(), Tokens::new());
    let mut to_family = !tokens.iter().any(|t| words::announces(t) == Some(true));
    for token in tokens.drain(..) {
        match words::announces(&token) {
            Some(family_next) => to_family = family_next,
            None if ["ist", "und", "der", "mein"].iter().any(|word| token.is(word)) => {}
            None if to_family => family.push(token),
            None => given.push(token),
        }
    }
    let at = given.len();
    given.append(&mut family);
    *tokens = given;
    Roles { given: 0..at, family: at..tokens.len(), turned: false }
}

/// Words that belong together: what hyphens join, and particles with what they stand before.
fn groups(tokens: &[Token], addressed: bool) -> SmallVec<[Range<usize>; 4]> {
    let mut out = SmallVec::new();
    let mut from: usize = 0;
    while let Some(rest) = tokens.get(from..).filter(|rest| !rest.is_empty()) {
        let particles = rest.iter().take_while(|t| words::is_particle(t)).count();
        // Ben Wirth has a given name, Herr Ben Salah a particle.
        let is_given = out.is_empty() && !addressed;
        let is_given = is_given && rest.first().is_some_and(|t| t.given.is_some());
        let particles = if is_given { 0 } else { particles };
        // A particle that nothing follows is a name: Thi Le, Anna Do.
        let particles = if particles == rest.len() { particles.saturating_sub(1) } else { particles };
        let joined = rest.iter().skip(particles.saturating_add(1)).take_while(|t| t.hyphen).count();
        let length = particles.saturating_add(1).saturating_add(joined).min(rest.len());
        let to = from.saturating_add(length);
        out.push(from..to);
        from = to;
    }
    out
}

fn build(mut name: Name, text: &str, given: &[Token], family: &[Token]) -> Option<Name> {
    write(given, text, &mut name.given);
    write(family, text, &mut name.family);
    name.folded.reserve(name.given.len().saturating_add(name.family.len()).saturating_add(1));
    // As it was said: the order may be wrong, and one word may be two.
    let mut joined = Joined::default();
    let mut late = Joined::default();
    for (part, is_family) in [(given, false), (family, true)] {
        let joined = if name.turned && !is_family { &mut late } else { &mut joined };
        for (at, token) in part.iter().enumerate() {
            if !name.folded.is_empty() {
                name.folded.push(' ');
            }
            name.folded.extend(&token.letters);
            let readings = readings(&token.letters);
            if readings.iter().any(|r| r.len() > MAX_SOUNDS) {
                return None;
            }
            joined.extend(readings.first().into_iter().flatten());
            name.said = name.said.saturating_add(1);
            let last = at.saturating_add(1) == part.len();
            if words::is_particle(token) && !last && is_family {
                name.particles = name.particles.rotate_left(7) ^ token.exact;
                continue;
            }
            let first = u8::try_from(name.readings.len()).ok()?;
            let mut word = word(token, first, u8::try_from(readings.len()).unwrap_or_default());
            for sounds in &readings {
                let reading = Reading::new(sounds);
                word.all &= reading.mask;
                word.any |= reading.mask;
                name.readings.push(reading);
            }
            name.words.push(word);
            name.given_words = name.given_words.saturating_add(u8::from(!is_family));
        }
    }
    joined.extend(&late.0);
    if joined.0.len() <= LONGEST {
        name.joined_mask = distance::mask(&joined.0);
        name.joined = joined.0;
    }
    name.whole = words::hash(name.folded.chars());
    Some(name)
}

/// The sounds of words without what is between them.
#[derive(Default)]
struct Joined(SmallVec<[u8; 24]>);

impl Joined {
    fn extend<'a>(&mut self, sounds: impl IntoIterator<Item = &'a u8>) {
        for sound in sounds {
            if self.0.last() != Some(sound) {
                self.0.push(*sound);
            }
        }
    }
}

fn write(tokens: &[Token], text: &str, out: &mut String) {
    let bytes = |token: &Token| usize::from(token.bytes.1.saturating_sub(token.bytes.0));
    out.reserve(tokens.iter().map(|t| bytes(t).saturating_add(1)).sum());
    for token in tokens {
        if !out.is_empty() {
            out.push(if token.hyphen { '-' } else { ' ' });
        }
        words::write(token, text, out);
    }
}

fn word(token: &Token, reading: u8, readings: u8) -> Word {
    let letter = token.letters.first().copied().unwrap_or_default();
    let (mut spelt, mut bare) = (words::FNV, words::FNV);
    let mut strip = fold::Strip::default();
    for letter in &token.letters {
        let (first, second) = fold::spell_out(*letter);
        for c in std::iter::once(first).chain(second) {
            spelt = words::hash_on(spelt, u32::from(c));
            if strip.keeps(c) {
                bare = words::hash_on(bare, u32::from(c));
            }
        }
    }
    Word {
        exact: token.exact,
        spelt,
        bare,
        all: u64::MAX,
        any: 0,
        nickname: token.given.unwrap_or_default(),
        initial: (token.letters.len() == 1).then_some(letter),
        first: fold::spell_out(letter).0,
        reading,
        readings,
    }
}

/// The ways to say a word: the German one, and those of the orthographies that its letters show.
fn readings(letters: &[char]) -> SmallVec<[Sounds; 4]> {
    let word = Numbers::of(letters);
    let german = foreign::german();
    let mut out: SmallVec<[Sounds; 4]> = SmallVec::new();
    out.push(spelling::read(&word, &[german]));
    for (rules, first) in foreign::orthographies(&word, letters.iter().all(char::is_ascii)) {
        let sounds = spelling::read(&word, &[first, rules, german]);
        if !sounds.is_empty() && !out.contains(&sounds) {
            out.push(sounds);
        }
    }
    out
}

/// The keys of a word: its classes of consonants without neighbours of the same class, and, for three and more, the same with
/// each one left out.
pub(super) fn keys(sounds: &[u8], out: &mut SmallVec<[u64; 24]>) {
    let mut classes: SmallVec<[u8; MAX_SOUNDS]> = SmallVec::new();
    for class in sounds.iter().filter_map(|s| sound::class(*s)) {
        if classes.last() != Some(&class) {
            classes.push(class);
        }
    }
    let all = |skip: Option<usize>| {
        let mut key = 1_u64;
        let mut last = None;
        for (at, class) in classes.iter().enumerate() {
            if Some(at) != skip && last != Some(*class) {
                key = key.wrapping_mul(8).wrapping_add(u64::from(*class)) ^ (key >> 61);
                last = Some(*class);
            }
        }
        key
    };
    let skips = match classes.as_slice() {
        // The r of Meier is hardly one.
        [_, R_CLASS] => 1..2,
        [] | [_] | [_, _] => 0..0,
        _ => 0..classes.len(),
    };
    for key in std::iter::once(all(None)).chain(skips.map(|at| all(Some(at)))) {
        if !out.contains(&key) {
            out.push(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Vec<String> {
        let mut letters = fold::Letters::new();
        for c in word.chars() {
            fold::push(&mut letters, c);
        }
        readings(&letters).iter().map(|sounds| sound::names(sounds)).collect()
    }

    #[test]
    fn german_words_are_read_as_german() {
        for (word, expected) in [
            ("Keller", "k e l ɐ"),
            ("Schmidt", "sch m i t"),
            ("Schmid", "sch m i t"),
            ("Meyer", "m ai ɐ"),
            ("Mayr", "m ai r"),
            ("Fuchs", "f u k s"),
            ("Bach", "b a ch"),
            ("Christian", "k r i s t i a n"),
            ("König", "k ö n i ch"),
            ("Lehmann", "l e m a n"),
            ("Johannes", "j o h a n e s"),
            ("Stein", "sch t ai n"),
            ("Zöllner", "ts ö l n ɐ"),
            ("Pfau", "pf au"),
            ("Quandt", "k w a n t"),
            ("Lange", "l a ng ə"),
            ("Frank", "f r a ng k"),
            ("Bredow", "b r e d o"),
            ("Michael", "m i ch a e l"),
            ("Weiß", "w ai s"),
            ("Beyreuther", "b ai r oi t ɐ"),
        ] {
            assert_eq!(read(word).first().map(String::as_str), Some(expected), "{word}");
        }
    }

    #[test]
    fn other_orthographies_are_read_as_theirs_too() {
        let mut missing = Vec::new();
        for (word, heard) in [
            ("Yılmaz", "j i l m a s"),
            ("Yilmaz", "j i l m a s"),
            ("Şahin", "sch a h i n"),
            ("Çelik", "tsch e l i k"),
            ("Celik", "tsch e l i k"),
            ("Cengiz", "tsch e ng i s"),
            ("Kaya", "k a j a"),
            ("Doğan", "d o a n"),
            ("Wójcik", "w u i tsch i k"),
            ("Kowalczyk", "k o w a l tsch i k"),
            ("Łukasz", "w u k a sch"),
            ("Dąbrowski", "d o m b r o f s k i"),
            ("Krzysztof", "k sch i sch t o f"),
            ("Giuseppe", "tsch u s e p e"),
            ("Bianchi", "b i a n k i"),
            ("Guglielmo", "g u l j e l m o"),
            ("Khaled", "ch a l e t"),
            ("Youssef", "j u s e f"),
            ("Nguyen", "n u j e n"),
            ("Ivanov", "i w a n o f"),
            ("Iwanow", "i w a n o f"),
            ("Shevchenko", "sch e w tsch e ng k o"),
            ("Jovanović", "j o w a n o w i tsch"),
            ("Jean", "sch a n"),
            ("González", "g o n s a l e s"),
        ] {
            let readings = read(word);
            if !readings.iter().any(|r| r == heard) {
                missing.push((word, readings));
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
        for german in
            ["Müller", "Schneider", "Becker", "Hoffmann", "Lange", "Krause", "Jansen", "Anna", "Peter"]
        {
            assert_eq!(read(german).len(), 1, "{german}: {:?}", read(german));
        }
    }
}
