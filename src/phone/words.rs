//! Words around a telephone number, folded: lower case, `ae` for `ä`, `ss` for `ß`.

/// Words that introduce, join or end a number, and say nothing about it.
#[rustfmt::skip] // a word a line is no table
pub(super) const NOISE: [&str; 130] = [
    "aber", "achso", "aeh", "aehm", "aha", "alle", "alles", "also", "am", "anrufen", "auf", "bei", "besten",
    "bin", "bindestrich", "bitte", "buero", "da", "danach", "dank", "danke", "dann", "das", "dem", "den",
    "der", "die", "dienstlich", "durchgehend", "ehm", "eigentlich", "einfach", "ende", "er", "erreichbar",
    "erreichen", "es", "fax", "fertig", "festnetz", "festnetznummer", "folgende", "fon", "funk", "geht",
    "genau", "gern", "gerne", "gott", "gruess", "gut", "guten", "habe", "haette", "hallo", "handy",
    "handynummer", "hier", "hm", "ich", "ihnen", "im", "in", "ist", "ja", "jetzt", "kann", "klammern",
    "koennen", "komma", "laendervorwahl", "landesvorwahl", "lautet", "leerzeichen", "man", "mein", "meine",
    "meiner", "mich", "minus", "mir", "mit", "mobil", "mobile", "mobilnummer", "mobiltelefon", "moment",
    "na", "no", "noch", "nochmals", "notieren", "nr", "nummer", "ok", "okay", "ortsvorwahl", "pause",
    "perfekt", "phone", "privat", "punkt", "querstrich", "rueckruf", "rufnummer", "schluss", "schoen",
    "schraegstrich", "schreiben", "sie", "so", "strich", "super", "tag", "tel", "telefon", "telefonisch",
    "telefonnummer", "telephone", "tschuess", "uebrigens", "unter", "vielen", "vorwahl", "waere", "war",
    "wars", "wie", "wiederhoeren", "zu",
];

/// Words before an extension.
#[rustfmt::skip] // a word a line is no table
pub(super) const EXTENSION: [&str; 13] = [
    "app", "apparat", "apparatnummer", "durchwahl", "durchwahlnummer", "dw", "ext", "extension",
    "hausapparat", "kl", "klappe", "nebenstelle", "nst",
];

/// Words that take back what was said.
#[rustfmt::skip] // a word a line is no table
pub(super) const CORRECTION: [&str; 12] = [
    "falsch", "falsches", "korrektur", "korrigiere", "nee", "nein", "nochmal", "quatsch", "sorry", "stopp",
    "verkehrt", "vertan",
];

/// Words between two numbers.
#[rustfmt::skip] // a word a line is no table
pub(super) const ALTERNATIVE: [&str; 8] = [
    "alternativ", "andernfalls", "beziehungsweise", "bzw", "ersatzweise", "oder", "or", "sonst",
];
