package io.github.closecalls.benchmarks.report;

/**
 * What a figure shall be, and what it is.
 *
 * @param before the figure when the target was set
 * @param reason why it is missed, should it be
 */
record Target(String what, String before, String goal, String now, boolean met, String reason) {
  static MarkdownTable table(Iterable<Target> targets) {
    MarkdownTable table =
        new MarkdownTable("what", "when it was set", "target", "now", "met", "why not");
    for (Target target : targets) {
      table.row(
          target.what,
          target.before,
          target.goal,
          target.now,
          target.met ? "yes" : "**no**",
          target.met ? "" : target.reason);
    }
    return table;
  }
}
