// In a process of its own: how long it takes to be ready, and the first answer, in milliseconds.
const [what] = process.argv.slice(2);
const pkg = `file://${process.env.KLARTEXT_PKG}/`;
const now = "2025-11-05T10:00";

const ways = {
  async "klartext resolve"() {
    const { resolve } = await import(`${pkg}node.js`);
    return () => resolve({ text: "nächste Woche Montag um halb drei", now });
  },
  async "klartext phone"() {
    const { phone } = await import(`${pkg}node.js`);
    return () => phone({ text: "030 23125-042" });
  },
  async "chrono-node"() {
    const { de } = await import("chrono-node");
    const at = new Date("2025-11-05T09:00:00Z");
    return () => de.parse("nächste Woche Montag um halb drei", at, { forwardDate: true });
  },
  async "libphonenumber-js/max"() {
    const { parsePhoneNumberFromString: parse } = await import("libphonenumber-js/max");
    return () => {
      const number = parse("030 23125-042", "DE");
      return [number.number, number.isValid(), number.getType(), number.formatNational(), number.formatInternational()];
    };
  },
};

const start = performance.now();
const ask = await ways[what]();
const ready = performance.now();
ask();
const answered = performance.now();
console.log(JSON.stringify({ ready: ready - start, first: answered - ready }));
