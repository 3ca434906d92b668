//! What a single word can be. No clock, no meaning beyond the word.

use chrono::Weekday;

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// früh, morgens
    Morning,
    /// vormittags
    Forenoon,
    /// mittags
    Noon,
    /// nachmittags
    Afternoon,
    /// abends
    Evening,
    /// nachts
    Night,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// Sekunde
    Second,
    /// Minute
    Minute,
    /// Viertelstunde
    QuarterHour,
    /// Dreiviertelstunde
    ThreeQuarterHour,
    /// Stunde
    Hour,
    /// Tag
    Day,
    /// Werktag
    Workday,
    /// Woche
    Week,
    /// Monat
    Month,
    /// Quartal
    Quarter,
    /// Jahr
    Year,
}

/// A word that tells which of several days is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Qual {
    /// diese
    This,
    /// kommende
    Coming,
    /// nächste
    Next,
    /// übernächste
    AfterNext,
    /// letzte, vorige
    Last,
    /// vergangene: the most recent one
    Gone,
    /// vorletzte
    BeforeLast,
}

/// Which third of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Third {
    /// Anfang
    Begin,
    /// Mitte
    Middle,
    /// Ende
    End,
}

/// A part of a longer stretch, counted by an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Woche, in Dezemberwoche
    Week,
    /// Hälfte
    Half,
    /// Halbjahr, Jahreshälfte
    HalfYear,
    /// Monatshälfte
    MonthHalf,
}

/// A word that joins others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// um
    Um,
    /// am
    Am,
    /// an; behind "von heute" it opens an end
    An,
    /// im
    Im,
    /// in
    In,
    /// ein article: der, die, das, den, dem, des
    Article,
    /// vor
    Vor,
    /// nach
    Nach,
    /// ab
    Ab,
    /// seit
    Seit,
    /// bis
    Bis,
    /// von
    Von,
    /// vom
    Vom,
    /// zum, zur, zu
    Zum,
    /// auf
    Auf,
    /// zwischen
    Zwischen,
    /// und
    Und,
    /// oder, beziehungsweise
    Oder,
    /// nicht, kein
    Nicht,
    /// sondern
    Sondern,
    /// außer, ausgenommen, ohne
    Ausser,
    /// lieber, eher, am liebsten
    Lieber,
    /// als, wie
    Als,
    /// statt
    Statt,
    /// ich
    Ich,
    /// meine
    Meine,
    /// doch
    Doch,
    /// sonst, notfalls, ansonsten, alternativ
    Sonst,
    /// gegen, ungefähr, circa
    Circa,
    /// kurz
    Kurz,
    /// frühestens
    Earliest,
    /// spätestens
    Latest,
    /// später
    Later,
    /// früher
    Earlier,
    /// spät
    Late,
    /// Uhr
    Uhr,
    /// h
    H,
    /// halb
    Halb,
    /// halbe, halben
    Halbe,
    /// viertel
    Viertel,
    /// dreiviertel
    Dreiviertel,
    /// Mitternacht
    Midnight,
    /// Kalenderwoche
    CalendarWeek,
    /// Wochenende
    Weekend,
    /// jeden, jede
    Every,
    /// alle
    Alle,
    /// täglich
    Daily,
    /// wöchentlich
    Weekly,
    /// monatlich
    Monthly,
    /// jährlich
    Yearly,
    /// vierzehntägig
    Fortnightly,
    /// werktags
    Workdays,
    /// mal, Mal
    Times,
    /// jetzt, sofort
    Now,
    /// schnellstmöglich, baldmöglichst
    Asap,
    /// jederzeit, egal
    Any,
    /// alles, immer
    All,
    /// äh, ähm
    Hesitation,
    /// nein, quatsch, Moment
    Repair,
    /// lang, über (after a length)
    Long,
    /// für
    Fuer,
    /// binnen, innerhalb
    Within,
    /// gut (as greeting)
    Good,
    /// Straße, Platz, Allee …
    Street,
    /// heuer
    ThisYear,
    /// so: a filler, or Sunday before a date
    So,
    /// kann, geht, passt: before "nicht" it says that what stands before is ruled out
    Able,
    /// schlecht, verreist, weder: the clause rules out what it names
    Negative,
    /// schlecht, voll: does not suit
    Bad,
    /// gut
    Fine,
    /// Urlaub: rules out where "im" stands before it
    Holiday,
    /// war, geboren: the clause tells of something else
    Past,
    /// geboren: the clause tells of a birthday
    Birth,
    /// bin, muss: the clause may tell of something else
    Busy,
    /// die, das
    Feminine,
    /// kein
    Kein,
    /// nichts
    Nichts,
    /// Not, in "zur Not"
    Need,
    /// auch
    Also,
    /// Fall, in "auf keinen Fall"
    Fall,
    /// Zeit
    Zeit,
    /// dann, dahin
    Then,
    /// ob, warum
    Whether,
    /// eher: rather, and with "als" earlier
    Eher,
    /// zwar, in "und zwar"
    Zwar,
    /// zu
    Zu,
    /// weil, denn
    Because,
    /// Termin
    Appointment,
    /// verschieben, verlegen
    Move,
    /// aber, nur: a new clause
    But,
    /// drauf, danach
    Thereafter,
    /// zu Hause, erreichbar
    Home,
    /// vierteljährlich
    Quarterly,
    /// halbjährlich
    HalfYearly,
    /// pro
    Per,
    /// wenn, falls
    Wenn,
    /// Stelle, in "auf der Stelle"
    Spot,
    /// z: UTC, after digits
    Zulu,
    /// t: between date and time
    Tee,
    /// te, ter, ten, th … after digits
    OrdinalEnding,
    /// pm
    Pm,
    /// möglich
    Possible,
    /// möglichst
    Possibly,
    /// bald, früh wie
    Soon,
    /// plus
    Plus,
    /// minus
    Minus,
    /// Brückentag: the day between a holiday and a weekend
    BridgeDay,
    /// wer, wem, was: behind "egal" it is not the time that matters little
    Who,
    /// Kollegin: a name may follow, or a day
    Colleague,
    /// Arbeit, Schule, Mittagessen: "nach" and "vor" them is no time that others know
    Event,
    /// gleiche, selbe
    Same,
    /// abgesagt, geklappt: ends a clause that tells of what was
    Ended,
    /// angerufen, eingeladen: ends a clause that may tell of something else
    Done,
    /// gilt, fällig: how long something holds
    Holds,
    /// deshalb, deswegen
    Therefore,
    /// diesmal: not as otherwise
    ThisOnce,
    /// unter, in "unter der Woche"
    Unter,
    /// arbeite: as `Negative`, and a verb before its subject
    Works,
    /// also: what was said before gives the reason, or is said again
    Hence,
    /// über, in "Dienstag über acht Tage"
    Over,
    /// muss: as `Busy`, and with "los" it tells when the appointment has to be over
    Must,
    /// los, fertig: behind "muss" the end of the appointment
    Leave,
    /// Feierabend: as `Event`, and who has it has time
    Off,
    /// halt: a word between commas that takes back, else one that says nothing
    Halt,
}

/// A punctuation mark that can matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Punct {
    /// .
    Dot,
    /// ,
    Comma,
    /// :
    Colon,
    /// - and longer dashes
    Dash,
    /// /
    Slash,
    /// +
    Plus,
    /// ; ! ? and line ends
    Stop,
    /// brackets and quotes
    Bracket,
    /// anything else
    Other,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Lex {
    /// Not in any table.
    Unknown,
    /// Punctuation.
    Punct(Punct),
    /// Up to nine digits; how many stands in the word.
    Digits(u32),
    /// More digits than a date or time can have.
    LongDigits,
    /// A cardinal number in words.
    Num(u32),
    /// ein, eine, einen …: the number one, or an article.
    One,
    /// A number and a half: the whole part.
    AndAHalf(u32),
    /// So many quarters: eindreiviertel is seven.
    Quarters(u32),
    /// An ordinal number in words.
    Ord(u32),
    /// zweimal, dreimal …
    Times(u32),
    /// A weekday.
    Weekday(Weekday),
    /// A weekday and a part of the day in one word.
    WeekdayPart(Weekday, Part),
    /// montags, dienstags …
    Weekly(Weekday),
    /// Days from today.
    RelDay(i8),
    /// morgen: tomorrow, or the morning.
    Morgen,
    /// A month.
    Month(u8),
    /// A unit of time.
    Unit(Unit),
    /// nächste, diese …
    Qual(Qual),
    /// Anfang, Mitte, Ende
    Third(Third),
    /// Anfang, Mitte, Ende of a week, month or year in one word: Monatsende
    ThirdOf(Third, Unit),
    /// A week or a half of a month in one word: Dezemberwoche, Januarhälfte
    OfMonth(u8, Piece),
    /// Hälfte, Halbjahr: a part of a stretch that an ordinal counts
    Piece(Piece),
    /// A part of the day.
    Part(Part),
    /// A word that joins others.
    Key(Key),
    /// A holiday by the number of its rule.
    Holiday(u8),
    /// The first word of a holiday that has several.
    HolidayHead(u8),
    /// Frau, Herr …: what follows is a name.
    Title,
    /// Name, heiße: what follows is a name, of one word or two.
    NameIs,
    /// A given name.
    Given,
    /// Nummer, Zimmer …: the number that follows is no time.
    Numbered,
    /// Euro, Personen …: the number before it is no time.
    Counted,
    /// bitte, gern …
    Filler,
}
