//! One telephone number, and what is known of it.

use std::fmt;

use super::short::Short;

/// What sort of line a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum NumberKind {
    /// A line in one place.
    FixedLine,
    /// A mobile telephone.
    Mobile,
    /// One of the two; some numbering plans do not tell them apart.
    FixedLineOrMobile,
    /// Free for the caller: 0800.
    TollFree,
    /// Dear for the caller: 0900.
    PremiumRate,
    /// Shared cost: 0180.
    SharedCost,
    /// Telephony over the internet: 032.
    Voip,
    /// A number for a person: 0700.
    PersonalNumber,
    /// A pager.
    Pager,
    /// One number of a company for all its places.
    Uan,
    /// A mailbox.
    Voicemail,
    /// An emergency number: 110, 112.
    Emergency,
    /// A public service with a short number: 116117, 115.
    Service,
    /// Not known.
    #[default]
    Unknown,
}

impl NumberKind {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FixedLine => "fixed_line",
            Self::Mobile => "mobile",
            Self::FixedLineOrMobile => "fixed_line_or_mobile",
            Self::TollFree => "toll_free",
            Self::PremiumRate => "premium_rate",
            Self::SharedCost => "shared_cost",
            Self::Voip => "voip",
            Self::PersonalNumber => "personal_number",
            Self::Pager => "pager",
            Self::Uan => "uan",
            Self::Voicemail => "voicemail",
            Self::Emergency => "emergency",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }
}

/// A telephone number. Made by [`normalise`](super::normalise) only.
///
/// It has no `Display`, and its `Debug` is masked: a whole number leaves through [`Number::e164`] and its kind,
/// where a reader of the code sees it.
///
/// ```
/// use klartext::phone::{normalise, Source};
/// let outcome = normalise("030 231 25-000", Source::Typed, "DE");
/// let number = outcome.number().ok_or("no number")?;
/// assert_eq!(number.e164(), "+493023125000");
/// assert_eq!(number.masked(), "+49********00");
/// assert_eq!(format!("{number:?}"), "Number(+49********00)");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    pub(super) e164: Short<17>,
    pub(super) calling_code: u16,
    pub(super) region: Option<Short<2>>,
    pub(super) kind: NumberKind,
    pub(super) extension: Option<Short<8>>,
    pub(super) national: Short<32>,
    pub(super) international: Short<32>,
}

impl Number {
    /// `+493023125000`, without the extension.
    pub fn e164(&self) -> &str {
        self.e164.as_str()
    }

    /// The country calling code: 49.
    pub const fn calling_code(&self) -> u16 {
        self.calling_code
    }

    /// The ISO 3166 region, `DE`, where the plan tells it.
    pub fn region(&self) -> Option<&str> {
        self.region.as_ref().map(Short::as_str)
    }

    /// What sort of line it is.
    pub const fn kind(&self) -> NumberKind {
        self.kind
    }

    /// The digits of an extension that was named apart, as in "App. 12".
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_ref().map(Short::as_str)
    }

    /// As it is dialled inside its country: `030 23125000`.
    pub fn national(&self) -> &str {
        self.national.as_str()
    }

    /// As it is dialled from abroad: `+49 30 23125000`.
    pub fn international(&self) -> &str {
        self.international.as_str()
    }

    /// For a display or a log: calling code and the last two digits, `+49********00`.
    pub fn masked(&self) -> String {
        crate::privacy::mask_phone(self.e164())
    }

    pub(super) fn with_extension(mut self, extension: &str) -> Self {
        self.extension = Some(Short::of(extension));
        self
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({}", self.masked())?;
        if self.extension.is_some() {
            f.write_str(" + extension")?;
        }
        f.write_str(")")
    }
}
