package io.github.closecalls.benchmarks.report;

import java.util.List;

/** A table in Markdown, a row after the other. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... columns) {
    row(columns);
    text.append("|---".repeat(columns.length)).append("|\n");
  }

  MarkdownTable row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  MarkdownTable row(List<String> cells) {
    return row(cells.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return text + "\n";
  }
}
