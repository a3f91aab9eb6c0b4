// The resource timeline, for the schedule page alone.
export { createCalendar, destroyCalendar, Interaction, ResourceTimeline } from "@event-calendar/core";
