//! A text → a name: roles of its words, their sounds and keys.

use smallvec::SmallVec;

use super::distance::{self, LONGEST};
use super::fold::{self, Letters};
use super::spelling::{self, MAX_SOUNDS, Sounds};
use super::words::{self, Token};
use super::{MAX_BYTES, MAX_WORDS, Name, foreign, german, nickname, sound};

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
    let (given, family, turned) = roles(tokens, &mut name);
    if given.len().saturating_add(family.len()) > MAX_WORDS {
        return too_long();
    }
    build(name, &given, &family, turned).unwrap_or_else(too_long)
}

/// "Jilmas Y I L M A Z": what was spelt is the word that was said before it.
fn join_spelling(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
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
fn take_titles(tokens: &mut Vec<Token>, name: &mut Name) {
    let mut left = tokens.len();
    let mut comma = false;
    let mut doctor = false;
    tokens.retain_mut(|token| {
        let faculty = doctor && words::is_faculty(&token.plain);
        let title = words::title(&token.plain).or(faculty.then_some(0));
        doctor = faculty || title == Some(DOCTOR);
        let generation = words::generation(&token.plain);
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
        && (only.plain == "frau"
            || name.addressed && words::title(&only.plain).is_some_and(|t| t & !SEX != 0))
    {
        // "Frau Doktor", "Herr Professor": no name was said. "Herr Herr" is one.
        tokens.clear();
    }
    if let Some(first) = tokens.first_mut() {
        (first.comma, first.hyphen) = (false, false);
    }
}

/// Given names and family names, as they are written, and whether the family name came first.
fn roles(tokens: Vec<Token>, name: &mut Name) -> (Vec<Token>, Vec<Token>, bool) {
    if tokens.iter().any(|t| words::announces(&t.plain).is_some()) {
        return announced(tokens);
    }
    if let Some(at) = tokens.iter().position(|t| t.comma)
        && let Some((before, after)) = tokens.split_at_checked(at)
    {
        let (before, after) = (before.to_vec(), after.to_vec());
        // "Keller, Jonas Keller": said once more, in full.
        if before.iter().all(|b| after.iter().any(|a| a.plain == b.plain)) {
            let after = after.into_iter().map(|t| Token { comma: false, ..t }).collect();
            return roles(after, name);
        }
        let given = after.into_iter().filter(|t| !words::is_particle(&t.plain)).collect();
        return (given, before, true);
    }
    let groups = groups(&tokens, name.addressed);
    let is_given = |group: &[Token]| group.iter().all(|t| nickname::known(&t.plain).is_some());
    match groups.as_slice() {
        [] => (Vec::new(), Vec::new(), false),
        [only] => {
            if is_given(only) && !name.addressed {
                (tokens, Vec::new(), false)
            } else {
                (Vec::new(), tokens, false)
            }
        }
        [first, .., last] if is_given(last) && !is_given(first) => {
            let (family, given) = tokens.split_at_checked(first.len()).unwrap_or_default();
            (given.to_vec(), family.to_vec(), true)
        }
        [.., last] => {
            let at = tokens.len().saturating_sub(last.len());
            let (given, family) = tokens.split_at_checked(at).unwrap_or_default();
            (given.to_vec(), family.to_vec(), false)
        }
    }
}

fn announced(tokens: Vec<Token>) -> (Vec<Token>, Vec<Token>, bool) {
    let (mut given, mut family) = (Vec::new(), Vec::new());
    let mut to_family = !tokens.iter().any(|t| words::announces(&t.plain) == Some(true));
    for token in tokens {
        match words::announces(&token.plain) {
            Some(family_next) => to_family = family_next,
            None if matches!(token.plain.as_str(), "ist" | "und" | "der" | "mein") => {}
            None if to_family => family.push(token),
            None => given.push(token),
        }
    }
    (given, family, false)
}

/// Words that belong together: what hyphens join, and particles with what they stand before.
fn groups(tokens: &[Token], addressed: bool) -> Vec<&[Token]> {
    let mut out = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let particles = rest.iter().take_while(|t| words::is_particle(&t.plain)).count();
        // Ben Wirth has a given name, Herr Ben Salah a particle.
        let is_given = out.is_empty() && !addressed;
        let is_given = is_given && rest.first().is_some_and(|t| nickname::known(&t.plain).is_some());
        let particles = if is_given { 0 } else { particles };
        // A particle that nothing follows is a name: Thi Le, Anna Do.
        let particles = if particles == rest.len() { particles.saturating_sub(1) } else { particles };
        let joined = rest.iter().skip(particles.saturating_add(1)).take_while(|t| t.hyphen).count();
        let (group, tail) =
            rest.split_at_checked(particles.saturating_add(1).saturating_add(joined)).unwrap_or((rest, &[]));
        out.push(group);
        rest = tail;
    }
    out
}

fn build(mut name: Name, given: &[Token], family: &[Token], turned: bool) -> Option<Name> {
    name.turned = turned;
    name.given = written(given);
    name.family = written(family);
    let mut joined = Sounds::new();
    // As it was said: the order may be wrong, and one word may be two.
    let read = [given, family].map(|part| part.iter().map(|t| readings(&t.letters)).collect::<Vec<_>>());
    let [given_read, family_read] = &read;
    for sound in if turned { [family_read, given_read] } else { [given_read, family_read] }
        .into_iter()
        .flatten()
        .flat_map(|readings| readings.first().into_iter().flatten())
    {
        if joined.last() != Some(sound) {
            joined.push(*sound);
        }
    }
    for (part, read, is_family) in [(given, given_read, false), (family, family_read, true)] {
        for (at, (token, readings)) in part.iter().zip(read).enumerate() {
            if !name.folded.is_empty() {
                name.folded.push(' ');
            }
            name.folded.push_str(&token.plain);
            if readings.iter().any(|r| r.len() > MAX_SOUNDS) {
                return None;
            }
            name.said = name.said.saturating_add(1);
            let last = at.saturating_add(1) == part.len();
            if words::is_particle(&token.plain) && !last && is_family {
                name.particles = name.particles.rotate_left(7) ^ hash(token.plain.chars());
                continue;
            }
            name.words.push(word(token, readings, u8::try_from(name.readings.len()).ok()?));
            name.readings.extend(readings.iter().map(Reading::new));
            name.given_words = name.given_words.saturating_add(u8::from(!is_family));
        }
    }
    if joined.len() <= LONGEST {
        name.joined_mask = distance::mask(&joined);
        name.joined = joined.into_boxed_slice();
    }
    name.whole = hash(name.folded.chars());
    Some(name)
}

fn written(tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        if !out.is_empty() {
            out.push(if token.hyphen { '-' } else { ' ' });
        }
        out.push_str(&token.text);
    }
    out
}

fn word(token: &Token, readings: &[Sounds], first: u8) -> Word {
    let letter = token.letters.first().copied().unwrap_or_default();
    Word {
        exact: hash(token.letters.iter().copied()),
        spelt: hash(fold::spell_out(&token.letters).chars()),
        bare: hash(fold::strip(&token.letters).chars()),
        nickname: nickname::known(&token.plain).unwrap_or_default(),
        initial: (token.letters.len() == 1).then_some(letter),
        first: fold::strip(&[letter]).chars().next().unwrap_or_default(),
        reading: first,
        readings: u8::try_from(readings.len()).unwrap_or_default(),
    }
}

/// The ways to say a word: the German one, and those of the orthographies that its letters show.
fn readings(letters: &Letters) -> SmallVec<[Sounds; 4]> {
    let mut out: SmallVec<[Sounds; 4]> = SmallVec::new();
    out.push(spelling::read(letters, &[], &[], german::RULES));
    for (rules, first) in foreign::orthographies(letters) {
        let sounds = spelling::read(letters, first, rules, german::RULES);
        if !sounds.is_empty() && !out.contains(&sounds) {
            out.push(sounds);
        }
    }
    out
}

fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |h: u64, c| (h ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3))
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
        let mut letters = Letters::new();
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
