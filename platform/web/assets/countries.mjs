// Names of countries in the languages of the pages, from the CLDR data that comes with Node.

const LANGUAGES = ["de", "en"];
/** Regions that CLDR names and ISO 3166-1 does not list as countries: groupings, reserved and user-assigned codes. */
const NO_COUNTRIES = ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"];
/** The platform's own code for persons without a nationality. */
const STATELESS = { key: "XX", de: "staatenlos", en: "stateless" };
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** For each language the codes with their names, in its alphabetical order. */
export function countryNames() {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);
  return Object.fromEntries(LANGUAGES.map((language) => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    const entries = codes.map((key) => ({ key, label: names.of(key) }));
    entries.push({ key: STATELESS.key, label: STATELESS[language] });
    return [language, entries.sort((a, b) => a.label.localeCompare(b.label, language))];
  }));
}

function isCountry(code) {
  // Withdrawn codes become those of their successors.
  const isCurrent = new Intl.Locale(`und-${code}`).region === code;
  const name = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }).of(code);
  return isCurrent && name !== undefined && code !== STATELESS.key && !NO_COUNTRIES.includes(code);
}
