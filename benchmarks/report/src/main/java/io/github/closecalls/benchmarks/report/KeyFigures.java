package io.github.closecalls.benchmarks.report;

import java.util.Locale;

/** The three figures that the README quotes, as a table. */
final class KeyFigures {
  private final Results results;
  private final Jdk jdk;

  KeyFigures(Results results, Jdk jdk) {
    this.results = results;
    this.jdk = jdk;
  }

  @Override
  public String toString() {
    return new MarkdownTable("", "Close Calls", "beside it")
        .row(
            "bytes allocated by one `log`",
            bytes(Case.CALL_LISTED, Subject.CLOSE_CALLS),
            "Retrofit with a credential and a time-out %s, OkHttp alone %s"
                .formatted(
                    bytes(Case.CALL_LISTED, Subject.BARE_RETROFIT),
                    bytes(Case.CALL_LISTED, Subject.RAW_OKHTTP)))
        .row(
            "bytes allocated to read Close's answer",
            bytes(Case.DECODE_LISTED, Subject.CLOSE_CALLS),
            "the generated clients of others %s to %s".formatted(leastOfStock(), mostOfStock()))
        .row(
            "CPU of the first call in a fresh JVM",
            firstCall(Subject.CLOSE_CALLS),
            "OkHttp alone %s, a generated client with Jackson %s"
                .formatted(firstCall(Subject.RAW_OKHTTP), firstCall(Subject.JACKSON)))
        .toString();
  }

  private String bytes(Case of, Subject subject) {
    return Unit.BYTES.text(results.get(jdk, of, subject, Unit.BYTES).min());
  }

  private String leastOfStock() {
    return Unit.BYTES.text(
        Subject.STOCK.stream().mapToDouble(this::decodedBytes).min().orElseThrow());
  }

  private String mostOfStock() {
    return Unit.BYTES.text(
        Subject.STOCK.stream().mapToDouble(this::decodedBytes).max().orElseThrow());
  }

  private double decodedBytes(Subject subject) {
    return results.get(jdk, Case.DECODE_LISTED, subject, Unit.BYTES).min();
  }

  private String firstCall(Subject subject) {
    return String.format(
        Locale.ROOT,
        "%.2f s",
        results.get(jdk, Case.FIRST_CALL, subject, Unit.PROCESS_CPU).min() / 1_000);
  }
}
