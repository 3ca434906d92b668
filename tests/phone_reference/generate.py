"""Writes reference.tsv: what Google's own rules say about numbers of all kinds, by way of PyPI `phonenumbers`.

    pip install phonenumbers==9.0.42
    python3 tests/phone_reference/generate.py > tests/phone_reference/reference.tsv

The numbers are the examples printed in Google's metadata, and others that this script makes of them: no person's.
The seed is fixed; the same version of the package writes the same file. Columns: region, text (international where the
region is ZZ, else as dialled there), possible, type, region of the number, E.164, national, international.
"""

import random

import phonenumbers as p

random.seed(4)
HOME = {"DE": 600, "AT": 450, "CH": 300, "LI": 150}
KINDS = [k for k in p.PhoneNumberType.values() if k not in (p.PhoneNumberType.UNKNOWN,)]
NAMES = {v: k.lower() for k, v in vars(p.PhoneNumberType).items() if isinstance(v, int)}
REASONS = {v: k.lower() for k, v in vars(p.ValidationResult).items() if isinstance(v, int)}

rows = {}


def add(region, text):
    if (region, text) in rows:
        return
    try:
        number = p.parse(text, None if region == "ZZ" else region)
    except p.NumberParseException:
        return
    kind = p.number_type(number)
    valid = p.is_valid_number(number)
    rows[region, text] = [
        REASONS[p.is_possible_number_with_reason(number)],
        NAMES[kind] if valid else "-",
        (p.region_code_for_number(number) or "-") if valid else "-",
        p.format_number(number, p.PhoneNumberFormat.E164),
        p.format_number(number, p.PhoneNumberFormat.NATIONAL),
        p.format_number(number, p.PhoneNumberFormat.INTERNATIONAL),
    ]


def changed(digits, keep):
    """The first digits, and others behind them."""
    return digits[:keep] + "".join(random.choice("0123456789") for _ in digits[keep:])


def examples(region):
    for kind in KINDS:
        number = p.example_number_for_type(region, kind)
        if number:
            yield p.national_significant_number(number), number.country_code


for region in sorted(p.SUPPORTED_REGIONS):
    known = list(examples(region))
    for nsn, code in known:
        add("ZZ", f"+{code}{nsn}")
        if region in HOME:
            continue
        add("ZZ", f"+{code}{changed(nsn, random.randint(1, 3))}")
    if region not in HOME and known:
        nsn, code = random.choice(known)
        add("ZZ", f"+{code}{nsn[:-1]}")
        add("ZZ", f"+{code}{nsn}{random.randint(0, 9)}")
        # As it is dialled at home.
        for nsn, code in known[:2]:
            number = p.parse(f"+{code}{nsn}")
            add(region, p.format_number(number, p.PhoneNumberFormat.NATIONAL))

for code in sorted(p.COUNTRY_CODES_FOR_NON_GEO_REGIONS):
    number = p.example_number_for_non_geo_entity(code)
    if number:
        nsn = p.national_significant_number(number)
        add("ZZ", f"+{code}{nsn}")
        add("ZZ", f"+{code}{changed(nsn, 2)}")
        add("ZZ", f"+{code}{nsn[:-2]}")

for region, count in HOME.items():
    known = list(examples(region))
    before = len(rows)
    while len(rows) - before < count:
        nsn, code = random.choice(known)
        sort = random.randint(0, 9)
        if sort <= 4:
            text = changed(nsn, random.randint(1, len(nsn) - 1))
        elif sort == 5:
            text = nsn[: random.randint(2, len(nsn) - 1)]
        elif sort == 6:
            text = nsn + "".join(random.choice("0123456789") for _ in range(random.randint(1, 4)))
        else:
            # Any area code.
            text = changed("0" * random.randint(5, 13), 0).lstrip("0") or "1"
        add("ZZ", f"+{code}{text}")
        if sort <= 3 and region != "LI":
            number = p.parse(f"+{code}{text}")
            add(region, p.format_number(number, p.PhoneNumberFormat.NATIONAL))

print(f"# Google's metadata {p.__version__} through PyPI phonenumbers, written by generate.py. {len(rows)} numbers.")
print("# region\ttext\tpossible\ttype\tof\te164\tnational\tinternational")
for (region, text), row in sorted(rows.items()):
    print("\t".join([region, text, *row]))
