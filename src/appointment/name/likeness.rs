//! What a comparison says: how alike two names are, and why.

/// How alike a heard name and a stored one are, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The same words, but for capitals, hyphens, and what is said around a name.
    Exact,
    /// The same name in another form: ü and ue, a spelling that sounds the same (Meier, Mayer: no ear tells them apart), a
    /// title, the order turned, the short form of a given name.
    Equivalent,
    /// One is plausibly what speech recognition made of the other.
    Alike,
    /// Only the given or only the family name was said, and that agrees.
    Partial,
    /// Somebody else may well be called that: Beier for Meier, Anja for Anna.
    Doubtful,
    /// Another name, or none.
    Different,
}

impl Level {
    /// Whether the name speaks for the person: every level above [`Level::Doubtful`]. A name narrows, it never authorises.
    pub const fn agrees(self) -> bool {
        matches!(self, Self::Exact | Self::Equivalent | Self::Alike | Self::Partial)
    }
}

/// Why a level came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Reason {
    /// The same letters.
    SameLetters,
    /// The same but for ä, ö, ü and ß, or for accents.
    Umlaut,
    /// Spelt otherwise, spoken alike.
    SameSound,
    /// Spelt as another language does: Yılmaz and Jilmas.
    Orthography,
    /// Near in sound.
    NearSound,
    /// A title on one side only.
    Title,
    /// von, van der, de, el on one side only.
    Particle,
    /// Given and family name changed places.
    Swapped,
    /// A short form of the given name.
    Nickname,
    /// One word here, two there.
    Joined,
    /// One half of a doubled family name.
    HalfOfDouble,
    /// One of several given names.
    FurtherGiven,
    /// A given name of which only the first letter is there.
    Initial,
    /// The given name is missing on one side.
    GivenMissing,
    /// The family name is missing on one side.
    FamilyMissing,
    /// The endings are those of different given names: Maria and Marie, Claudia and Claudio.
    OtherEnding,
    /// They begin with different sounds: Meier and Beier.
    OtherBeginning,
    /// Other given names.
    OtherGiven,
    /// Other family names.
    OtherFamily,
    /// Junior on one side, senior on the other.
    Generation,
    /// Nothing to compare: one of them is no name.
    Nothing,
    /// One of them is longer than [`MAX_BYTES`](super::MAX_BYTES) or has too many words, and was not read.
    TooLong,
}

impl Reason {
    const ALL: [Self; 22] = [
        Self::SameLetters,
        Self::Umlaut,
        Self::SameSound,
        Self::Orthography,
        Self::NearSound,
        Self::Title,
        Self::Particle,
        Self::Swapped,
        Self::Nickname,
        Self::Joined,
        Self::HalfOfDouble,
        Self::FurtherGiven,
        Self::Initial,
        Self::GivenMissing,
        Self::FamilyMissing,
        Self::OtherEnding,
        Self::OtherBeginning,
        Self::OtherGiven,
        Self::OtherFamily,
        Self::Generation,
        Self::Nothing,
        Self::TooLong,
    ];

    /// The reason as a code, in snake_case.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameLetters => "same_letters",
            Self::Umlaut => "umlaut",
            Self::SameSound => "same_sound",
            Self::Orthography => "orthography",
            Self::NearSound => "near_sound",
            Self::Title => "title",
            Self::Particle => "particle",
            Self::Swapped => "swapped",
            Self::Nickname => "nickname",
            Self::Joined => "joined",
            Self::HalfOfDouble => "half_of_double",
            Self::FurtherGiven => "further_given",
            Self::Initial => "initial",
            Self::GivenMissing => "given_missing",
            Self::FamilyMissing => "family_missing",
            Self::OtherEnding => "other_ending",
            Self::OtherBeginning => "other_beginning",
            Self::OtherGiven => "other_given",
            Self::OtherFamily => "other_family",
            Self::Generation => "generation",
            Self::Nothing => "nothing",
            Self::TooLong => "too_long",
        }
    }

    const fn bit(self) -> u32 {
        1 << (self as u8)
    }
}

/// A set of reasons, in the order of [`Reason`]; a copy costs nothing.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u32);

impl Reasons {
    pub(super) const NONE: Self = Self(0);

    /// Whether it is among them.
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & reason.bit() != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |r| self.contains(*r))
    }

    pub(super) const fn of(reason: Reason) -> Self {
        Self(reason.bit())
    }

    pub(super) const fn and(self, reason: Reason) -> Self {
        Self(self.0 | reason.bit())
    }

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::fmt::Debug for Reasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// How alike a heard name and a stored one are, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Likeness {
    /// From 0, nothing in common, to 1, the same name: the share of the same person among pairs of the published table
    /// that come out like this, half of which are the same person.
    pub score: f32,
    /// The same in a word.
    pub level: Level,
    /// Why.
    pub reasons: Reasons,
}
