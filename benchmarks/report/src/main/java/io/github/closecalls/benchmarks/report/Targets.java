package io.github.closecalls.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What this library shall cost, held against what was measured. */
final class Targets {
  private static final String REBUILT =
      "the request is built anew for its headers and its credential, and the answer's body is"
          + " copied once, so that an error can show it";

  private final Results results;
  private final Jdk jdk;
  private final List<Target> targets = new ArrayList<>();

  Targets(Results results, Jdk jdk) {
    this.results = results;
    this.jdk = jdk;
  }

  List<Target> all() {
    calls();
    json();
    firstCalls();
    times(
        "asynchronous call, CPU over OkHttp's `enqueue`",
        "1.33 ×",
        1.15,
        samples(Case.ASYNC, Subject.CLOSE_CALLS, Unit.CPU),
        samples(Case.ASYNC, Subject.RAW_OKHTTP, Unit.CPU),
        "Retrofit's own `enqueue` takes "
            + Ratios.text(
                samples(Case.ASYNC, Subject.BARE_RETROFIT, Unit.CPU),
                samples(Case.ASYNC, Subject.RAW_OKHTTP, Unit.CPU)));
    return targets;
  }

  private void calls() {
    Samples listed = samples(Case.CALL_LISTED, Subject.CLOSE_CALLS, Unit.BYTES);
    Samples published = samples(Case.CALL_PUBLISHED, Subject.CLOSE_CALLS, Unit.BYTES);
    atMost(
        "blocking call, contract's answer",
        "16,804 B",
        "as our Retrofit interface alone",
        listed,
        samples(Case.CALL_LISTED, Subject.BARE_RETROFIT, Unit.BYTES).min(),
        REBUILT);
    atMost(
        "blocking call, published answer",
        "20,795 B",
        "as our Retrofit interface alone",
        published,
        samples(Case.CALL_PUBLISHED, Subject.BARE_RETROFIT, Unit.BYTES).min(),
        REBUILT);
    times(
        "blocking call, contract's answer, bytes over OkHttp",
        "2.16 ×",
        1.6,
        listed,
        samples(Case.CALL_LISTED, Subject.RAW_OKHTTP, Unit.BYTES),
        besides(Case.CALL_LISTED, Unit.BYTES));
    times(
        "blocking call, published answer, bytes over OkHttp",
        "2.47 ×",
        1.8,
        published,
        samples(Case.CALL_PUBLISHED, Subject.RAW_OKHTTP, Unit.BYTES),
        besides(Case.CALL_PUBLISHED, Unit.BYTES));
    atMost(
        "with `pacing(true)`, no rate limit in the answer",
        "+ 7,000 B",
        "300 B over `log`",
        samples(Case.CALL_LISTED, Subject.PACED, Unit.BYTES),
        listed.min() + 300,
        "the pacer keeps a place for each call");
    atMost(
        "`logWithResponse`, no rate limit in the answer",
        "+ 7,800 B",
        "300 B over `log`",
        samples(Case.CALL_LISTED, Subject.WITH_RESPONSE, Unit.BYTES),
        listed.min() + 300,
        "the answer's headers are kept");
    times(
        "blocking call, CPU over OkHttp by hand with our models",
        "1.24 ×",
        1.08,
        samples(Case.CALL_LISTED, Subject.CLOSE_CALLS, Unit.CPU),
        samples(Case.CALL_LISTED, Subject.BY_HAND, Unit.CPU),
        besides(Case.CALL_LISTED, Unit.CPU) + " over OkHttp");
  }

  private void json() {
    limit(
        Case.DECODE_LISTED,
        "2,264 B",
        2_100,
        "the object that is returned takes 1.2 kB of it, Moshi's reader 0.5 kB");
    limit(
        Case.DECODE_PUBLISHED,
        "5,584 B",
        3_600,
        "the object that is returned takes 2.1 kB of it, of which others drop 0.8 kB");
    limit(
        Case.ENCODE_FULL,
        "2,936 B",
        1_900,
        "Retrofit's converter copies the text (1 kB), and this measurement takes it as an array (1"
            + " kB)");
    for (Case of : List.of(Case.DECODE_LISTED, Case.DECODE_PUBLISHED, Case.ENCODE_FULL)) {
      Samples fastest = fastestStock(of);
      times(
          of.title + ", CPU over the fastest stock client",
          of == Case.ENCODE_FULL ? "1.4 ×" : of == Case.DECODE_LISTED ? "0.5 ×" : "1.0 ×",
          1.0,
          samples(of, Subject.CLOSE_CALLS, Unit.CPU),
          fastest,
          of == Case.ENCODE_FULL
              ? "Moshi's writer and Okio take 75 % of it, the search for half a surrogate pair 13 %"
              : "they drop the 16 properties that are not listed");
    }
    times(
        "read the contract's answer, CPU over DSL-JSON",
        "2.0 ×",
        2.0,
        samples(Case.DECODE_LISTED, Subject.CLOSE_CALLS, Unit.CPU),
        samples(Case.DECODE_LISTED, Subject.DSL_JSON, Unit.CPU),
        "Moshi's reader takes most of it");
  }

  private void firstCalls() {
    double alone = samples(Case.FIRST_CALL, Subject.RAW_OKHTTP, Unit.CLASSES).min();
    double retrofit = samples(Case.FIRST_CALL, Subject.BARE_RETROFIT, Unit.CLASSES).min();
    double all = samples(Case.FIRST_CALL, Subject.CLOSE_CALLS, Unit.CLASSES).min();
    String classes =
        "%s classes are loaded that OkHttp alone does without, %s of them for Retrofit and models"
            .formatted(Unit.CLASSES.text(all - alone), Unit.CLASSES.text(retrofit - alone));
    times(
        "first call in a fresh JVM, CPU over OkHttp",
        "1.40 ×",
        1.15,
        samples(Case.FIRST_CALL, Subject.CLOSE_CALLS, Unit.PROCESS_CPU),
        samples(Case.FIRST_CALL, Subject.RAW_OKHTTP, Unit.PROCESS_CPU),
        classes);
    times(
        "the same over https",
        "1.12 ×",
        1.05,
        samples(Case.FIRST_CALL_TLS, Subject.CLOSE_CALLS, Unit.PROCESS_CPU),
        samples(Case.FIRST_CALL_TLS, Subject.RAW_OKHTTP, Unit.PROCESS_CPU),
        classes);
    atMost(
        "classes that the first call loads",
        "2,441",
        "2,150",
        samples(Case.FIRST_CALL, Subject.CLOSE_CALLS, Unit.CLASSES),
        2_150,
        classes);
    times(
        "first call with AppCDS, CPU over the one without",
        "0.78 ×",
        0.75,
        samples(Case.FIRST_CALL_APPCDS, Subject.CLOSE_CALLS, Unit.PROCESS_CPU),
        samples(Case.FIRST_CALL, Subject.CLOSE_CALLS, Unit.PROCESS_CPU),
        "what is left is not the loading of classes but their first run");
  }

  private void limit(Case of, String before, double most, String reason) {
    atMost(
        of.title,
        before,
        Unit.BYTES.text(most) + " B",
        samples(of, Subject.CLOSE_CALLS, Unit.BYTES),
        most,
        reason);
  }

  private void atMost(
      String what, String before, String goal, Samples now, double most, String reason) {
    targets.add(
        new Target(
            what,
            before,
            "≤ " + goal,
            Unit.BYTES.text(now.min()) + (before.endsWith("B") ? " B" : ""),
            now.min() <= most,
            reason));
  }

  private void times(
      String what, String before, double most, Samples now, Samples beside, String reason) {
    targets.add(
        new Target(
            what,
            before,
            String.format(Locale.ROOT, "≤ %.2f ×", most),
            Ratios.text(now, beside),
            Math.round(now.ratioOfMinima(beside) * 100) <= Math.round(most * 100),
            reason));
  }

  private String besides(Case of, Unit unit) {
    return "OkHttp by hand with our models takes %s, our Retrofit interface alone %s"
        .formatted(
            Ratios.text(samples(of, Subject.BY_HAND, unit), samples(of, Subject.RAW_OKHTTP, unit)),
            Ratios.text(
                samples(of, Subject.BARE_RETROFIT, unit), samples(of, Subject.RAW_OKHTTP, unit)));
  }

  private Samples fastestStock(Case of) {
    return Stream.concat(Subject.STOCK.stream(), Stream.of(Subject.REFLECTIVE_MOSHI))
        .flatMap(subject -> results.find(jdk, of, subject, Unit.CPU).stream())
        .min((one, other) -> Double.compare(one.min(), other.min()))
        .orElseThrow();
  }

  private Samples samples(Case of, Subject subject, Unit unit) {
    return results.get(jdk, of, subject, unit);
  }
}
