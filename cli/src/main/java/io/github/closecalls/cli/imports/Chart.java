package io.github.closecalls.cli.imports;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws what became of the calls over the time of a run: a bar for each stretch of time, stacked by
 * outcome, as SVG.
 *
 * <p>Colours come from the page. Patterns and marks tell the outcomes apart too, for whoever sees
 * few colours, or prints it in grey.
 */
final class Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 280;
  private static final int LEFT = 52;
  private static final int RIGHT = 8;
  private static final int TOP = 48;
  private static final int BOTTOM = 40;
  private static final int MOST_BARS = 60;
  private static final int LEAST_BARS = 12;
  private static final int MOST_TICKS = 8;

  /** From the bottom of a bar to its top. */
  private static final List<RowOutcome> ORDER =
      List.of(RowOutcome.LOGGED, RowOutcome.WAITING, RowOutcome.REFUSED, RowOutcome.UNKNOWN);

  private static final int[] STEPS = {1, 2, 5, 10, 15, 30};

  private final List<Map<RowOutcome, Integer>> seconds;
  private final double limit;
  private final int stretch;
  private final int bars;
  private final double top;

  Chart(List<Map<RowOutcome, Integer>> seconds, double limit) {
    this.seconds = seconds;
    this.limit = limit;
    this.stretch = nice(seconds.size(), MOST_BARS);
    this.bars = Math.max(LEAST_BARS, (seconds.size() + stretch - 1) / stretch);
    double most = limit;
    for (int bar = 0; bar < bars; bar++) {
      most = Math.max(most, rate(bar, ORDER));
    }
    this.top = roundUp(most);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        """
        <svg viewBox="0 0 %d %d" role="img" aria-labelledby="chart-title">
        <title id="chart-title">Calls per second over the time of this run, by outcome</title>
        <defs>
        <pattern id="REFUSED" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" class="paper"/><rect width="3" height="6" class="refused"/></pattern>
        <pattern id="UNKNOWN" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" class="unknown"/><circle cx="2.5" cy="2.5" r="1.1" class="paper"/></pattern>
        </defs>
        """,
        WIDTH,
        HEIGHT);
    drawScale(svg);
    Set<RowOutcome> drawn = EnumSet.noneOf(RowOutcome.class);
    for (int bar = 0; bar < bars; bar++) {
      drawBar(svg, bar, drawn);
    }
    drawLimit(svg);
    svg.append("</svg>\n<p class=\"legend\">");
    for (RowOutcome outcome : drawn) {
      String bar = isMarked(outcome) ? swatch(rectangle(outcome, 1, 1, 12, 12)) : "";
      svg.append("<span>").append(bar).append(swatch(outcome)).append(outcome.text());
      svg.append("</span>\n");
    }
    return svg.append("</p>\n").toString();
  }

  /** Draws what stands for an outcome in a text. */
  static String swatch(RowOutcome outcome) {
    return swatch(isMarked(outcome) ? mark(outcome, 7, 7) : rectangle(outcome, 1, 1, 12, 12));
  }

  private static String swatch(String drawing) {
    return "<svg class=\"swatch\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">" + drawing + "</svg>";
  }

  /** So few calls have these outcomes that their bars could be overlooked. */
  private static boolean isMarked(RowOutcome outcome) {
    return outcome == RowOutcome.REFUSED || outcome == RowOutcome.UNKNOWN;
  }

  private void drawScale(StringBuilder svg) {
    for (int i = 0; i <= 4; i++) {
      double value = top * i / 4;
      add(
          svg,
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          LEFT,
          WIDTH - RIGHT,
          y(value),
          y(value),
          LEFT - 8,
          y(value) + 4,
          number(value));
    }
    add(svg, "<text x=\"%d\" y=\"12\">calls per second</text>\n", LEFT - 8 - 36);
    int tick = nice(bars * stretch, MOST_TICKS);
    for (int second = 0; second <= bars * stretch; second += tick) {
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
          Math.min(x((double) second / stretch), WIDTH - RIGHT - 14),
          HEIGHT - BOTTOM + 18,
          clock(second));
    }
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">time since the start</text>\n",
        LEFT + (WIDTH - LEFT - RIGHT) / 2,
        HEIGHT - 6);
  }

  private void drawBar(StringBuilder svg, int bar, Set<RowOutcome> drawn) {
    double gap = Math.min(2, (x(1) - x(0)) / 6);
    double y = y(0);
    double width = x(bar + 1) - x(bar) - gap;
    StringBuilder parts = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    StringBuilder said = new StringBuilder("from " + clock(bar * stretch));
    for (RowOutcome outcome : ORDER) {
      int count = count(bar, outcome);
      if (count == 0) {
        continue;
      }
      drawn.add(outcome);
      said.append(", ").append(count).append(' ').append(outcome.text());
      // One call among thousands would be thinner than a line.
      double height = Math.max(1.5, y(0) - y(rate(bar, List.of(outcome))));
      y -= height;
      parts.append(rectangle(outcome, x(bar) + gap / 2, y, width, height));
      if (isMarked(outcome)) {
        marks.append(
            mark(outcome, x(bar) + (width + gap) / 2, outcome == RowOutcome.REFUSED ? 26 : 38));
      }
    }
    if (parts.length() > 0) {
      svg.append("<g><title>").append(said).append("</title>").append(parts).append(marks);
      svg.append("</g>\n");
    }
  }

  private void drawLimit(StringBuilder svg) {
    add(
        svg,
        "<line class=\"limit\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
            + "<text x=\"%d\" y=\"12\" text-anchor=\"end\">- - -  limit: %s per second</text>\n",
        LEFT,
        WIDTH - RIGHT,
        y(limit),
        y(limit),
        WIDTH - RIGHT,
        number(limit));
  }

  private static String rectangle(RowOutcome outcome, double x, double y, double w, double h) {
    String look =
        switch (outcome) {
          case LOGGED -> "class=\"logged\"";
          case WAITING -> "class=\"waiting\"";
          case REFUSED, UNKNOWN -> "fill=\"url(#" + outcome + ")\"";
        };
    return String.format(
        Locale.ROOT,
        "<rect %s x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        look,
        x,
        y,
        w,
        h);
  }

  /** A cross for refused, a diamond for unknown. */
  private static String mark(RowOutcome outcome, double x, double y) {
    return outcome == RowOutcome.REFUSED
        ? String.format(
            Locale.ROOT, "<path class=\"cross\" d=\"M%.1f %.1fl7 7m0 -7l-7 7\"/>", x - 3.5, y - 3.5)
        : String.format(
            Locale.ROOT, "<path class=\"unknown\" d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\"/>", x, y - 5);
  }

  private int count(int bar, RowOutcome outcome) {
    int count = 0;
    for (int i = bar * stretch; i < Math.min((bar + 1) * stretch, seconds.size()); i++) {
      count += seconds.get(i).getOrDefault(outcome, 0);
    }
    return count;
  }

  private double rate(int bar, List<RowOutcome> outcomes) {
    int count = 0;
    for (RowOutcome outcome : outcomes) {
      count += count(bar, outcome);
    }
    return (double) count / stretch;
  }

  private double x(double bar) {
    return LEFT + (WIDTH - LEFT - RIGHT) * bar / bars;
  }

  private double y(double rate) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * rate / top;
  }

  /** Returns a number of seconds that people count in, of which there are at most so many. */
  private static int nice(int seconds, int most) {
    for (int unit = 1; ; unit *= 60) {
      for (int step : STEPS) {
        if (seconds <= (long) unit * step * most) {
          return unit * step;
        }
      }
    }
  }

  private static double roundUp(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8}) {
      if (most <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String clock(int seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static void add(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
