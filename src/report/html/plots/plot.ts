import type { Plot } from '../../../findings/finding.ts';
import type { Markup } from '../markup.ts';
import { mixPlot } from './mix.ts';
import { observedExpectedPlot } from './observed-expected.ts';
import { timelinePlot } from './timeline.ts';

/** A plot as an HTML figure: text stays text, and only the bars are drawn. */
export function plotFigure(plot: Plot): Markup {
  switch (plot.kind) {
    case 'observed-expected':
      return observedExpectedPlot(plot);
    case 'mix':
      return mixPlot(plot);
    case 'timeline':
      return timelinePlot(plot);
  }
}
