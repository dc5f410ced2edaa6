package io.github.closecalls.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as SVG: the least of what was measured, and a line to the greatest, or to the
 * edge.
 *
 * <p>It has a background of its own, since a page may be light where the reader's system is dark.
 */
final class BarChart {
  private record Bar(String name, double least, double greatest, boolean ours) {}

  private static final int WIDTH = 760;
  private static final int NAMES = 270;
  private static final int BARS = 320;

  /** The room for the lines, lest one that is long make all bars short. */
  private static final int SPREADS = 60;

  private static final int TOP = 52;
  private static final int ROW = 26;
  private static final int THICKNESS = 16;

  private static final String STYLE =
      """
      <style>
        .page { fill: #ffffff; stroke: #d1d9e0; }
        text { fill: #1f2328; font: 13px system-ui, sans-serif; }
        .title { font-weight: 600; font-size: 14px; }
        .bar { fill: #818b98; }
        .ours { fill: #0969da; }
        .spread { stroke: #1f2328; }
        @media (prefers-color-scheme: dark) {
          .page { fill: #0d1117; stroke: #3d444d; }
          text { fill: #f0f6fc; }
          .bar { fill: #656c76; }
          .ours { fill: #4493f8; }
          .spread { stroke: #f0f6fc; }
        }
      </style>
      """;

  private final String title;
  private final Unit unit;
  private final List<Bar> bars = new ArrayList<>();

  BarChart(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  void add(Subject subject, Samples samples) {
    bars.add(new Bar(subject.plainTitle(), samples.min(), samples.max(), subject.isOurs()));
  }

  String svg() {
    int height = TOP + bars.size() * ROW + 10;
    double longest = bars.stream().mapToDouble(Bar::least).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " role=\"img\">",
        WIDTH,
        height,
        WIDTH,
        height);
    line(svg, "<title>%s</title>", title);
    svg.append(STYLE);
    line(
        svg,
        "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>",
        WIDTH - 1,
        height - 1);
    line(svg, "<text class=\"title\" x=\"16\" y=\"30\">%s</text>", title);
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), TOP + i * ROW, BARS / longest);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Bar bar, int y, double scale) {
    int base = y + THICKNESS - 4;
    double end = NAMES + bar.least() * scale;
    double tip = NAMES + Math.min(bar.greatest() * scale, BARS + SPREADS);
    line(
        svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", NAMES - 10, base, bar.name());
    line(
        svg,
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        bar.ours() ? "ours" : "bar",
        NAMES,
        y,
        end - NAMES,
        THICKNESS);
    int middle = y + THICKNESS / 2;
    line(
        svg,
        "<path class=\"spread\" d=\"M%.1f %dH%.1fM%.1f %dv6\"/>",
        end,
        middle,
        tip,
        tip,
        middle - 3);
    line(
        svg,
        "<text x=\"%.1f\" y=\"%d\">%s %s</text>",
        tip + 8,
        base,
        unit.text(bar.least()),
        unit.symbol);
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
