// On a narrow screen a chart starts at its newest month.
import { behaviour } from "./behaviour.js";

behaviour(".chart", (chart) => {
  chart.scrollLeft = chart.scrollWidth;
});
