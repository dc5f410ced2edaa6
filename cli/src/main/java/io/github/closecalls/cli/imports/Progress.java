package io.github.closecalls.cli.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far an import is: one line that is drawn anew on a terminal, else now and then one. */
final class Progress {
  private static final Duration PLAIN = Duration.ofSeconds(10);

  private final PrintStream err;
  private final Tally tally;
  private final int total;
  private final boolean terminal;
  private Duration last = Duration.ZERO;
  private int width;

  Progress(PrintStream err, Tally tally, int total, boolean terminal) {
    this.err = err;
    this.tally = tally;
    this.total = total;
    this.terminal = terminal;
  }

  void show() {
    Duration now = tally.elapsed();
    if (terminal) {
      String line = line();
      err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      err.flush();
      width = line.length();
    } else if (now.minus(last).compareTo(PLAIN) >= 0) {
      last = now;
      err.println(line());
    }
  }

  /** Leaves the line as it is, so that other text can follow. */
  void end() {
    if (terminal && width > 0) {
      show();
      err.println();
    }
  }

  String line() {
    int done = tally.rows();
    double rate = tally.rate();
    return String.format(
        Locale.ROOT,
        "Importing %,d of %,d (%d %%), %.1f/s, %,d refused, %,d unknown%s",
        done,
        total,
        total == 0 ? 100 : 100L * done / total,
        rate,
        tally.rows(RowOutcome.REFUSED),
        tally.rows(RowOutcome.UNKNOWN),
        rate == 0 || done >= total ? "" : ", " + left((total - done) / rate));
  }

  private static String left(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s left";
    }
    return seconds < 5400
        ? Math.round(seconds / 60) + " min left"
        : String.format(Locale.ROOT, "%.1f h left", seconds / 3600);
  }
}
