// @ts-check
/** What the page starts with. Rule sets, calls and agents are the repository's own, copied beside the page; all people are invented. */

export const SENTENCES = [
  'nächste Woche Montag um halb drei',
  'Montag, den elften November, gegen elf',
  'übermorgen um drei, äh nein, um vier',
  'nicht Montag, sondern Dienstag ab 15 Uhr',
  'Montag oder Mittwoch zwischen 14 und 16 Uhr',
  'am 31. November',
  'alle vier Wochen dienstags um zehn',
  'am Wochenende nach Ostern',
];

export const RULES = [
  { id: 'salon', path: 'rules/salon.toml', de: 'Friseursalon', en: 'Hair salon' },
  { id: 'salon_lengths', path: 'rules/salon_lengths.toml', de: 'Friseursalon, Leistungen mit Dauer', en: 'Hair salon, services with a length' },
  { id: 'restaurant', path: 'rules/restaurant.toml', de: 'Restaurant', en: 'Restaurant' },
  { id: 'physio', path: 'rules/physio.toml', de: 'Physiotherapie', en: 'Physiotherapy' },
  { id: 'dentist', path: 'rules/dentist.toml', de: 'Zahnarztpraxis', en: 'Dental practice' },
  { id: 'deployment', path: 'rules/deployment.toml', de: 'Freigabe einer Version', en: 'Release of a version' },
  { id: 'requests', path: 'rules/requests.toml', de: 'Grenze für Anfragen', en: 'Limit on requests' },
];

/** @type {{rules: string, de: string, en: string, turns?: any[], paths?: string[]}[]} */
export const CALLS = [
  {
    rules: 'salon', de: 'Gespräch: Haarschnitt, eins nach dem anderen', en: 'Conversation: haircut, one thing after the other',
    turns: [
      { name: 'Jonas Keller', dienstleistung: 'Herrenschnitt' },
      { datum: 'nächsten Freitag' },
      { datum: 'ja, diesen Freitag' },
      { uhrzeit: 'so gegen vier' },
      { uhrzeit: 'doch lieber um halb fünf' },
    ].map((args) => ({ name: 'collect_v3', call: { call_id: 'call_81', call_type: 'phone_call', from_number: '+493023125101' }, args })),
  },
  {
    rules: 'restaurant', de: 'Gespräch: Tisch für acht, dann für zehn', en: 'Conversation: a table for eight, then for ten',
    turns: [
      { datum: 'Freitag', uhrzeit: '19 Uhr', gaeste: 8, name: 'Lorenz', telefon: '030 23125180' },
      { gaeste: 'doch zehn' },
      { menue: 'von der Karte' },
    ],
  },
  { rules: 'salon', de: 'Morgen um 14 Uhr', en: 'Tomorrow at 14:00', paths: ['calls/01_morgen_14_uhr.json'] },
  { rules: 'salon', de: 'Das Jahr ist 2023', en: 'The year is 2023', paths: ['calls/03_jahr_2023.json'] },
  { rules: 'salon', de: 'Der Name fehlt', en: 'The name is missing', paths: ['calls/04_name_fehlt.json'] },
  { rules: 'salon', de: 'Nach Ladenschluss', en: 'After closing time', paths: ['calls/06_nach_ladenschluss.json'] },
  { rules: 'salon', de: 'Montag, den elften', en: 'Monday the eleventh, a Tuesday', paths: ['calls/08_montag_der_elfte.json'] },
  { rules: 'salon', de: 'UTC, eine Stunde daneben', en: 'UTC, one hour off', paths: ['calls/11_utc_eine_stunde_daneben.json'] },
  { rules: 'salon', de: 'Der 31. November', en: '31 November', paths: ['calls/18_31_november.json'] },
  { rules: 'salon', de: 'Zwei Tage zur Wahl', en: 'Two days to choose from', paths: ['calls/19_zwei_tage_zur_wahl.json'] },
  { rules: 'salon', de: 'Zwei Runden', en: 'Two rounds', paths: ['calls/20_runde_eins.json', 'calls/21_runde_zwei.json'] },
  { rules: 'deployment', de: 'Freigabe: 93 von 100 Anrufen erfolgreich', en: 'Release: 93 of 100 calls successful', turns: [{ calls: 100, succeeded: 93 }] },
];

export const AGENTS = [
  { path: 'agents/plain_booking.json', de: 'Terminvereinbarung, ein Prompt', en: 'Booking, one prompt' },
  { path: 'agents/full_booking.json', de: 'Terminvereinbarung mit Verlegen und Absagen', en: 'Booking with moving and cancelling' },
  { path: 'agents/information_only.json', de: 'Nur Auskunft', en: 'Information only' },
];

export const TEMPLATE = {
  template: 'Guten Tag <<anrede>> <<kunde_name>>, hier ist <<agent_name>> vom Salon Muster.\n\n'
    + 'Ihr Termin für <<leistung|Ihren Besuch>> ist <<termin:spoken>>. '
    + 'Falls etwas dazwischenkommt, erreichen Sie uns unter <<telefon:phone_spoken>>.\n\n'
    + 'Bis dann, <<kunden_name>>!',
  vars: /** @type {[string, string][]} */ ([
    ['anrede', 'Frau'],
    ['kunden_name', 'Nora Stein'],
    ['agent_name', 'Lena'],
    ['termin', '2025-11-06T14:30'],
    ['telefon', '030 23125000'],
  ]),
  before: 'Sie sind <<agent_name>>, die Telefonassistenz vom Salon Muster.\nHeute ist der 05.11.2025.\nFragen Sie nach Leistung, Tag und Uhrzeit.\nBestätigen Sie den Termin sofort.',
  after: 'Sie sind <<agent_name>>, die Telefonassistenz vom <<business_name>>.\nHeute ist {{current_time_Europe/Berlin}}.\nFragen Sie nach Leistung, Tag, Uhrzeit und Namen.\nBestätigen Sie den Termin erst, wenn die Funktion ihn bestätigt hat.',
};

/** Appointments of a family with one number, from the day after the clock's. @param {(days: number) => string} inDays */
export function appointments(inDays) {
  const row = (/** @type {string[]} */ ...[id, name, phone, start, service, staff]) => ({ id, name, phone, start, service, staff, status: '' });
  return {
    rows: [
      row('jonas', 'Jonas Keller', '030 23125001', `${inDays(1)}T10:00`, 'Herrenhaarschnitt', 'Frau Kaya'),
      row('lena-1', 'Lena Keller', '030 23125001', `${inDays(1)}T15:00`, 'Färben', 'Frau Kaya'),
      row('lena-2', 'Lena Keller', '030 23125001', `${inDays(9)}T15:00`, 'Dauerwelle', 'Herr Yilmaz'),
      row('lina', 'Lina Keller', '030 23125001', `${inDays(1)}T15:00`, 'Kinderhaarschnitt', 'Herr Yilmaz'),
      row('petra', 'Petra Wolf', '030 23125010', `${inDays(5)}T08:30`, 'Massage', ''),
    ],
    clues: { name: 'Lena Keller', phone: '+49 30 23125001', date: '', time: 'um drei', service: '', staff: '', call_id: '' },
  };
}

/** The clock of the recorded calls, a Wednesday; their days make no sense at another. */
export const SAMPLE_NOW = '2025-11-05T10:00';

/** @type {Map<string, Promise<string>>} */
const texts = new Map();

/** A file beside the page. @param {string} path below samples/ */
export function sample(path) {
  let text = texts.get(path);
  if (!text) {
    text = fetch(new URL(`../samples/${path}`, import.meta.url)).then((response) => {
      if (!response.ok) throw new Error(`${response.status}`);
      return response.text();
    });
    texts.set(path, text);
    text.catch(() => texts.delete(path));
  }
  return text;
}
