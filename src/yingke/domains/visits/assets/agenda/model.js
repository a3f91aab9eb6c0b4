// What the agenda is, without the page: times, columns, marks. Times are minutes after midnight.

export const STEP = 5;
export const GUESTS = "guests";
const FEWEST_LANES = 4;
const FEWEST_HOURS = 8;

/** Minutes of "11:35", "1135", "11.35" or "9"; null for anything else. As `rules.builder`. */
export function readTime(text) {
  const found = /^(\d{1,2})(?:[:：.．,，时]?(\d{2}))?分?$/.exec(text.trim());
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) > 59 || minutes > 48 * 60 ? null : minutes;
}

/** "11:35"; the next day's hours count on from 24, so that they can be sent. */
export function showTime(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export const showTimes = ({ starts, ends }) => `${showTime(starts)}–${showTime(ends)}`;

/** Fill the names in braces of a sentence. */
export const fill = (sentence, values) =>
  sentence.replace(/{(\w+)}/g, (_all, name) => values[name] ?? "");

export function itemsOf(board, day) {
  const own = board.items.filter((item) => item.day === day);
  return own.sort((one, other) => one.starts - other.starts || one.id - other.id);
}

/**
 * The columns by place: what the day uses, some free rooms to drag to, and how many more there are.
 * Those in `known` keep their place, so that none moves while one drags; new ones are put behind.
 */
export function placeLanes(board, day, all, known) {
  const lanes = new Map(board.lanes.map((lane) => [lane.key, lane]));
  const add = (key) => known.includes(key) || !lanes.has(key) || known.push(key);
  for (const item of itemsOf(board, day)) add(item.lane);
  const free = () => board.lanes.filter((lane) => lane.key !== "" && !known.includes(lane.key));
  for (const lane of free().slice(0, Math.max(0, FEWEST_LANES - known.length))) add(lane.key);
  const shown = known.map((key) => lanes.get(key)).filter(Boolean);
  return { lanes: all ? [...shown, ...free()] : shown, more: free().length };
}

/** The columns by person: the guests, who appears first comes first, then roles no one fills. */
export function peopleLanes(board, day, guests) {
  const items = itemsOf(board, day);
  const here = new Set(items.flatMap((item) => item.people.map((person) => person.key)));
  const roles = new Map(items.flatMap((item) => item.missing.map((one) => [one.key, one])));
  return [
    { key: GUESTS, title: guests, note: "" },
    ...board.people.filter((person) => here.has(person.key)),
    ...[...roles.values()].map(({ key, title }) => ({ key, title, note: "", missing: true })),
  ];
}

/** The columns by person in which an item stands. */
export const columnsOf = (item) => [
  GUESTS,
  ...item.people.map((person) => person.key),
  ...item.missing.map((one) => one.key),
];

/** The first and last minute of the grid: an hour around the items, on full hours. */
export function hoursOf(board, day) {
  const items = itemsOf(board, day);
  if (!items.length) return { first: 8 * 60, last: 18 * 60 };
  const first = Math.max(Math.floor(items[0].starts / 60) * 60 - 60, 0);
  const latest = Math.max(...items.map((item) => item.ends));
  const last = Math.min(Math.ceil(latest / 60) * 60 + 60, 26 * 60);
  return { first, last: Math.max(last, first + FEWEST_HOURS * 60) };
}

/** The hours in which guests are fresh, from the first item that is no transfer. */
export function goldenOf(board, day) {
  const first = itemsOf(board, day).find((item) => item.kind !== "transfer");
  return first ? { starts: first.starts, ends: first.starts + board.limits.golden } : null;
}

export const isWithin = (golden, item) =>
  golden !== null && golden.starts <= item.starts && item.ends <= golden.ends;

/** What is wrong with the agenda, in the order of `rules.builder.marks`, which decides. */
export function marksOf(board) {
  const marks = board.days.flatMap(({ date }) => meetings(itemsOf(board, date), board.limits.gap));
  for (const item of board.items) {
    const length = item.ends - item.starts;
    if (item.kind === "opening" && length > board.limits.opening) {
      marks.push({ code: "opening_long", items: [item.id], count: length, text: "" });
    }
  }
  marks.push(...goldenMarks(board));
  const here = new Set(board.items.map((item) => item.id));
  for (const { text, items } of board.unserved) {
    const left = items.filter((id) => here.has(id));
    if (left.length) marks.push({ code: "no_language", items: left, count: left.length, text });
  }
  const order = ["overlap", "wait", "opening_long", "outside_golden", "few_in_golden", "no_language"];
  return marks.sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
}

function meetings(items, gap) {
  const found = [];
  let reaching = items[0];
  for (const item of items.slice(1)) {
    const pair = [reaching.id, item.id];
    if (item.starts < reaching.ends) {
      const count = Math.min(reaching.ends, item.ends) - item.starts;
      found.push({ code: "overlap", items: pair, count, text: "" });
    } else if (item.starts - reaching.ends > gap) {
      found.push({ code: "wait", items: pair, count: item.starts - reaching.ends, text: "" });
    }
    if (item.ends > reaching.ends) reaching = item;
  }
  return found;
}

function goldenMarks(board) {
  const outside = [];
  let inside = 0;
  for (const { date } of board.days) {
    const golden = goldenOf(board, date);
    for (const item of itemsOf(board, date).filter((one) => one.interactive)) {
      if (isWithin(golden, item)) inside += 1;
      else outside.push(item.id);
    }
  }
  const marks = [];
  if (outside.length) {
    marks.push({ code: "outside_golden", items: outside, count: outside.length, text: "" });
  }
  if (board.items.length && inside < board.limits.interactions) {
    marks.push({ code: "few_in_golden", items: [], count: inside, text: "" });
  }
  return marks;
}

/** The title and text of a mark. */
export function markWords(mark, board, words) {
  const names = mark.items.map((id) => board.items.find((item) => item.id === id)?.name ?? "");
  const allowed = { opening_long: board.limits.opening, few_in_golden: board.limits.interactions };
  const values = {
    n: mark.count,
    m: allowed[mark.code] ?? "",
    text: mark.text,
    names: names.join(" · "),
  };
  const { title, text, icon } = words.marks[mark.code];
  return { title: fill(title, values), text: fill(text, values), icon };
}
