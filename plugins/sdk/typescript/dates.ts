// Arithmetic with calendar days, as German periods are counted. There is no clock in the sandbox.

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** A date as JSON Schema patterns demand it: 2021-03-31. */
export function parseDate(text: string): CivilDate {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

/** Negative if the first comes before the second. */
export function compare(one: CivilDate, other: CivilDate): number {
  return one.year - other.year || one.month - other.month || one.day - other.day;
}

/** Whole years from a birthday to a day. */
export function ageOn(born: CivilDate, day: CivilDate): number {
  const before = day.month < born.month || (day.month === born.month && day.day < born.day);
  return day.year - born.year - (before ? 1 : 0);
}

export function monthDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** So many calendar months later; on the last day of the month if that is too short. */
export function plusMonths(date: CivilDate, months: number): CivilDate {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { year, month, day: Math.min(date.day, monthDays(year, month)) };
}

/** Days since 1 January 1970, as reasons carry dates. */
export function days(date: CivilDate): number {
  return Math.round(Date.UTC(date.year, date.month - 1, date.day) / 86_400_000);
}
