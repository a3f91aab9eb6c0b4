// The schedule as a timeline of resources, on screens that have room for it.
// The list that the server sent stays for phones, and wherever this script does not run.

const host = document.querySelector("[data-schedule]");
const list = document.querySelector("[data-schedule-list]");
const wide = matchMedia("(min-width: 900px)");

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
    locale: document.documentElement.lang,
    firstDay: 1,
    headerToolbar: { start: "", center: "", end: "" },
    resources: data.resources,
    events: data.events,
    ...hours(data.events),
    slotDuration: week ? "03:00" : "00:30",
    slotWidth: week ? 44 : 38,
    snapDuration: "00:15",
    slotLabelFormat: { hour: "2-digit", ...(week ? {} : { minute: "2-digit" }), hour12: false },
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    nowIndicator: true,
    editable: true,
    eventStartEditable: true,
    eventDurationEditable: true,
    selectable: Boolean(host.dataset.new),
    eventDrop: (info) => move(calendar, info),
    eventResize: (info) => move(calendar, info),
    eventClick: ({ event }) => show(event.extendedProps.url),
    select: drawn,
  });
}

/** The calendar calls its boxes a table without being built like one; without those names a
 * screen reader hears the bookings as they stand. */
function plainly() {
  for (const box of host.querySelectorAll(".ec[role], .ec [role]:not(h4), .ec [aria-colindex]")) {
    for (const name of ["role", "aria-colindex", "aria-colspan"]) box.removeAttribute(name);
  }
  for (const title of host.querySelectorAll(".ec h4:not([role])")) title.role = "presentation";
}

/** The hours to show: those of a long working day, and more where a booking needs it. */
function hours(events) {
  const crossing = events.some(({ start, end }) => start.slice(0, 10) !== end.slice(0, 10));
  if (crossing) return { slotMinTime: "00:00", slotMaxTime: "24:00" };
  const first = Math.min(7, ...events.map(({ start }) => Number(start.slice(11, 13))));
  const last = Math.max(22, ...events.map(({ end }) => Number(end.slice(11, 13)) + 1));
  return { slotMinTime: `${first}:00`, slotMaxTime: `${last}:00` };
}

/** Send where a booking was dragged to; put it back with the reason if that is refused. */
async function move(calendar, info) {
  const { event } = info;
  if (!event.extendedProps.move) return info.revert();
  const values = new URLSearchParams({
    resource: event.resourceIds[0],
    starts_at: local(event.start),
    ends_at: local(event.end),
    version: event.extendedProps.version,
  });
  const answer = await fetch(event.extendedProps.move, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: values,
  }).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (!answer?.ok) {
    info.revert();
    return say(body?.message ?? host.dataset.failed);
  }
  calendar.updateEvent({
    ...event,
    classNames: event.classNames.map((name) =>
      /^booking-(pending|confirmed)$/.test(name) ? `booking-${body.state}` : name,
    ),
    extendedProps: { ...event.extendedProps, version: body.version },
  });
}

/** A time drawn in the row of a resource becomes a new booking. */
function drawn(info) {
  if (!info.resource || info.resource.id.startsWith("kind-")) return;
  const wanted = new URLSearchParams({
    resource: info.resource.id,
    starts_at: local(info.start),
    ends_at: local(info.end),
  });
  show(`${host.dataset.new}?${wanted}`);
}

function show(url) {
  if (url) window.htmx.ajax("GET", url, { target: "#dialog" });
}

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

function say(text) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "red" } }));
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRFToken"];
}

/** Wall-clock time as the server reads it. */
function local(moment) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
