// The schedule as a timeline of resources and people, on screens that have room for it.
// The list that the server sent stays for phones, and wherever this script does not run.

const host = document.querySelector("[data-schedule]");
const list = document.querySelector("[data-schedule-list]");
const drawer = document.getElementById("booking-drawer");
const wide = matchMedia("(min-width: 900px)");
let changes = 0; // that the server has reported

if (host && wide.matches) draw().catch(giveUp);

async function draw() {
  const [{ createCalendar, Interaction, ResourceTimeline }, data] = await Promise.all([
    import(host.dataset.calendar),
    read(host.dataset.schedule),
  ]);
  if (!data.resources.length) return;
  host.hidden = false;
  list.hidden = true;
  new MutationObserver(plainly).observe(host, { childList: true, subtree: true });
  const week = host.dataset.view === "week";
  const calendar = createCalendar(host, [ResourceTimeline, Interaction], {
    view: week ? "resourceTimelineWeek" : "resourceTimelineDay",
    date: host.dataset.date,
    timeZone: zone(data.offset),
    height: "100%",
    locale: document.documentElement.lang,
    firstDay: 1,
    headerToolbar: { start: "", center: "", end: "" },
    resources: data.resources,
    events: data.events,
    slotMinTime: `${data.hours[0]}:00`,
    slotMaxTime: `${data.hours[1]}:00`,
    slotDuration: week ? "03:00" : "00:30",
    snapDuration: "00:15",
    slotLabelFormat: (time) => local(time).slice(11, week ? 13 : 16),
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    nowIndicator: true,
    editable: true,
    eventStartEditable: true,
    eventDurationEditable: true,
    selectable: Boolean(host.dataset.new),
    eventDrop: move,
    eventResize: move,
    eventClick: ({ event }) => show(event.extendedProps),
    eventDidMount: ({ el }) => (el.title = el.innerText.replace("\n", " ")),
    select: drawn,
  });
  await new Promise(requestAnimationFrame); // the names of the rows have their width
  calendar.setOption("slotWidth", slotWidth(data.hours, week));
  const again = () => {
    changes += 1;
    refresh(calendar).catch(giveUp);
  };
  document.body.addEventListener("schedule-changed", again);
  list.addEventListener("live", again);
}

/** The calendar takes an offset of zero for the browser's own zone, so that it gets a minute. */
function zone(offset) {
  const two = (number) => String(Math.trunc(number)).padStart(2, "0");
  const minutes = Math.abs(offset) || 1;
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The width of a slot, such that the hours shown fill the timeline, in pixels. */
function slotWidth([first, last], week) {
  const count = week ? Math.ceil((last - first) / 3) * 7 : (last - first) * 2;
  const names = host.querySelector(".ec-sidebar").offsetWidth;
  const room = host.querySelector(".ec-main").clientWidth - names - 1;
  return Math.max(room / count, 26);
}

/** The calendar calls its boxes a table without being built like one; without those names a
 * screen reader hears the bookings as they stand. */
function plainly() {
  for (const box of host.querySelectorAll(".ec[role], .ec [role]:not(h4), .ec [aria-colindex]")) {
    for (const name of ["role", "aria-colindex", "aria-colspan"]) box.removeAttribute(name);
  }
  for (const title of host.querySelectorAll(".ec h4:not([role])")) title.role = "presentation";
}

/** Send where a booking was dragged to; the server moves what it is for along, or refuses. */
async function move(info) {
  const { event } = info;
  if (!event.extendedProps.drag) return info.revert();
  const values = {
    resource_id: event.resourceIds[0],
    starts_at: local(event.start),
    ends_at: local(event.end),
    version: event.extendedProps.version,
  };
  const before = changes;
  const from = { source: host, target: host, swap: "none" };
  await window.htmx.ajax("POST", event.extendedProps.drag, { ...from, values });
  if (changes === before) info.revert();
}

/** Show bookings and people as they are now, also in the open drawer. */
async function refresh(calendar) {
  const data = await read(host.dataset.schedule);
  calendar.setOption("resources", data.resources);
  calendar.setOption("events", data.events);
  if (drawer.open) show({ url: drawer.dataset.url });
}

/** A time drawn in the row of a resource becomes a new booking. */
function drawn(info) {
  if (!info.resource || !/^\d+$/.test(info.resource.id)) return;
  const url = new URL(host.dataset.new, location);
  url.searchParams.set("resource", info.resource.id);
  url.searchParams.set("starts_at", local(info.start));
  url.searchParams.set("ends_at", local(info.end));
  window.htmx.ajax("GET", url.pathname + url.search, { target: "#dialog" });
}

/** Show a booking beside the timeline; what a person does has a page of its own. */
async function show({ url, page }) {
  if (page) location.assign(page);
  if (!url) return;
  drawer.dataset.url = url;
  await window.htmx.ajax("GET", url, { source: "#booking-panel", target: "#booking-panel" });
  drawer.show();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog:modal")) drawer?.close();
});

async function read(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the schedule answered ${answer.status}`);
  return answer.json();
}

/** The list is still there: whoever cannot have the timeline loses nothing. */
function giveUp(problem) {
  host.hidden = true;
  list.hidden = false;
  console.warn("schedule:", problem);
}

/** Wall-clock time as the server reads it. */
function local(moment) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
