package io.github.closecalls.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the same questions to each contender and prints a row of the table. */
public final class Probe {
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 9;
  private static final int OPERATIONS_PER_ROUND = 2_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Takes what an operation returns, lest the compiler drop the operation. */
  private static volatile Object sink;

  private final Contender contender;
  private final String listed;
  private final String asSent;

  private Probe(Contender contender) throws IOException {
    this.contender = contender;
    this.listed = document("answer-listed.json");
    this.asSent = document("answer-as-sent.json");
  }

  /** Takes the class of a contender, and what else its row begins with. */
  public static void main(String[] args) throws Exception {
    Contender contender = (Contender) Class.forName(args[0]).getDeclaredConstructor().newInstance();
    String[] begin = Arrays.copyOfRange(args, 1, args.length);
    System.out.println(
        "| "
            + String.join(" | ", begin)
            + " | "
            + String.join(" | ", new Probe(contender).ask())
            + " |");
  }

  private String[] ask() throws Exception {
    if (!value("id", rewrite(listed)).equals(value("id", listed))) {
      throw new IllegalStateException("not even the id is kept");
    }
    String unlisted = unlistedProperty();
    return new String[] {
      unknownEnum(),
      unlisted,
      requiredNull(),
      absentOrNull(),
      offset(),
      bigNumbers(),
      allocations(listed),
      unlisted.equals("throws") ? unlisted : allocations(asSent)
    };
  }

  private String unknownEnum() {
    String json = with("status", "\"in-limbo\"", listed);
    return answer(() -> kept("\"in-limbo\"", value("status", rewrite(json))));
  }

  private String unlistedProperty() {
    String json = with("unlisted", "\"text\"", listed);
    return answer(() -> kept("\"text\"", value("unlisted", rewrite(json))));
  }

  private String requiredNull() {
    String json = with("contact_id", "null", listed);
    return answer(() -> kept("null", value("contact_id", rewrite(json))));
  }

  private String absentOrNull() {
    return answer(
        () -> {
          String absent = write(contender.requestWithoutNote());
          String explicit = write(contender.requestWithNullNote());
          if (!absent.equals(explicit)) {
            return kept("null", value("note", explicit)).equals("kept")
                    && value("note", absent).isEmpty()
                ? "told apart"
                : "wrong";
          }
          return value("note", absent).isEmpty() ? "both absent" : "both null";
        });
  }

  private String offset() {
    String text = "2026-03-02T10:15:30+02:00";
    String json = with("activity_at", '"' + text + '"', listed);
    return answer(() -> kept('"' + text + '"', value("activity_at", rewrite(json))));
  }

  private String bigNumbers() {
    String number = "9007199254740993";
    String fields = "{\"custom_fields\":{\"number\":" + number + "}}";
    String unlisted = with("number", number, listed);
    return answer(
            () ->
                kept(number, value("number", write(contender.readRequest(fields.getBytes(UTF_8))))))
        + " / "
        + answer(() -> kept(number, value("number", rewrite(unlisted))));
  }

  private String allocations(String document) throws Exception {
    byte[] json = document.getBytes(UTF_8);
    Object answer = contender.readAnswer(json);
    return String.format(
        Locale.ROOT,
        "%,d / %,d",
        allocated(() -> contender.readAnswer(json)),
        allocated(() -> contender.writeAnswer(answer)));
  }

  /** Returns the bytes that this thread allocates for an operation: the median of some rounds. */
  private static long allocated(Callable<?> operation) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      sink = operation.call();
    }
    long[] rounds = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < OPERATIONS_PER_ROUND; i++) {
        sink = operation.call();
      }
      long after = THREADS.getCurrentThreadAllocatedBytes();
      rounds[round] = (after - before) / OPERATIONS_PER_ROUND;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static String answer(Callable<String> question) {
    try {
      return question.call();
    } catch (Exception e) {
      return "throws";
    }
  }

  private static String kept(String expected, String actual) {
    if (actual.isEmpty()) {
      return "dropped";
    }
    return actual.equals(expected) ? "kept" : "becomes `" + actual + "`";
  }

  private String rewrite(String answer) throws Exception {
    return new String(contender.writeAnswer(contender.readAnswer(answer.getBytes(UTF_8))), UTF_8);
  }

  private String write(Object request) throws Exception {
    return new String(contender.writeRequest(request), UTF_8);
  }

  /** Returns the object with the property set to a value, in its place or else at the end. */
  private static String with(String name, String value, String object) {
    String old = value(name, object);
    return old.isEmpty()
        ? object.substring(0, object.lastIndexOf('}')) + ", \"" + name + "\": " + value + '}'
        : object.replace("\"" + name + "\": " + old, "\"" + name + "\": " + value);
  }

  /** Returns the JSON of a property's string, number or null; empty if there is none. */
  private static String value(String name, String json) {
    Matcher matcher =
        Pattern.compile('"' + name + "\"\\s*:\\s*(\"[^\"]*\"|[^\\s,}]+)").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Returns a document on one line, as a server sends it. */
  private static String document(String name) throws IOException {
    try (InputStream in = Probe.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8).replaceAll(",\n *", ", ").replaceAll("\n *", "");
    }
  }
}
