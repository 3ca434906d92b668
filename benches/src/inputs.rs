//! What telephone numbers and redaction are measured with.

use klartext::phone::Source;

/// Spellings, each with its name in the report.
pub const NUMBERS: &[(&str, Source, &str)] = &[
    ("e164", Source::CallerId, "+493023125042"),
    ("caller id without plus", Source::CallerId, "493023125042"),
    ("national", Source::Typed, "030 231 25-042"),
    ("international", Source::Typed, "+49 (0) 30 / 23125-042"),
    ("extension", Source::Typed, "030 23125000 App. 12"),
    ("spoken", Source::Spoken, "null drei null zwei drei eins zwei fünf null vier zwo"),
    (
        "spoken pairs",
        Source::Spoken,
        "meine Nummer ist null dreißig dreiundzwanzig zwölf fünfzig zweiundvierzig",
    ),
    ("withheld", Source::CallerId, "anonymous"),
    ("not a number", Source::Typed, "morgen um halb drei"),
    ("date", Source::Typed, "2026-11-20"),
];

/// Ten lines as servers write them, one of them with a number, one with an address.
const SERVER: &str = concat!(
    "192.0.2.10 - - [05/Nov/2025:14:30:00 +0100] \"GET /api/v1/slots?date=2025-11-06&duration=90 HTTP/1.1\" 200 51234 \"-\" \"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36\" 0.012\n",
    "[2025-11-05 14:30:00] production.INFO: Termin gebucht {\"termin\":17,\"start\":\"2025-11-06T14:30:00+01:00\",\"preis\":\"35.00\",\"dienstleistung\":\"Herrenhaarschnitt\"} []\n",
    "2025-11-05T14:30:00.123Z info: POST /webhook/retell 200 12.345 ms - 512\n",
    "2025/11/05 14:30:00 [error] 1234#1234: *5678 upstream timed out (110: Connection timed out) while reading response header, client: 192.0.2.10, server: salon.example.org\n",
    "Nov  5 14:30:00 salon01 asterisk[1234]: VERBOSE[5678] app_dial.c: -- Nobody picked up in 30000 ms\n",
    "{\"level\":30,\"time\":1762349400123,\"pid\":12345,\"hostname\":\"salon01\",\"reqId\":\"req-1a\",\"msg\":\"request completed\",\"responseTime\":12.345}\n",
    "{\"event\":\"call_started\",\"call\":{\"call_id\":\"call_3f9a1c\",\"from_number\":\"+493023125000\",\"direction\":\"inbound\",\"call_status\":\"ongoing\"}}\n",
    "[2025-11-05 14:30:01] production.DEBUG: select * from appointments where start >= '2025-11-06 00:00:00' and staff_id = 7 and cancelled_at is null order by start limit 50\n",
    "postfix/smtp[12345]: 0A1B2C3D4E: to=<anna.mueller@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=0.42, status=sent (250 OK)\n",
    "#12 /var/www/salon/vendor/laravel/framework/src/Illuminate/Pipeline/Pipeline.php(180): App\\Http\\Middleware\\Authenticate->handle(Object(Request))\n",
);

/// Lines by kind, each repeated to a size.
pub const LINES: &[(&str, &str)] = &[
    ("server", SERVER),
    (
        "log",
        "2025-11-05T10:00:00Z info call_ended duration_ms=81234 outcome=accept slot=start value=2025-11-06T14:30\n",
    ),
    (
        "speech",
        "ich hätte gern morgen um halb drei einen Termin zum Haareschneiden, das kostet 35,50 Euro, oder?\n",
    ),
    ("personal", "Rückruf 030 23125042 oder max@example.org, Authorization: Bearer abcdefghijklmnop\n"),
    ("spoken number", "null drei null zwei drei eins zwei fünf null vier zwo und dann "),
    ("digits", "1"),
    ("pairs", "1 "),
    ("at signs", "@"),
    ("addresses", "a.b-c_d@"),
    ("dots", "1.1."),
    ("zeros", "0 null "),
    ("keys", "password="),
    ("quotes", "\"token\":\""),
    ("spoken address", "punkt at a "),
    ("prefixes", "sk-a/"),
];
