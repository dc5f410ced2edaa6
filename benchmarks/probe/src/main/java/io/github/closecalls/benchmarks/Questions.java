package io.github.closecalls.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the same questions to each contender and prints its answers, cells of a table. */
public final class Questions {
  private final Contender contender;
  private final String listed;

  private Questions(Contender contender) throws IOException {
    this.contender = contender;
    this.listed = JsonDocuments.text("answer-listed");
  }

  /** Takes the class of a contender. */
  public static void main(String[] args) throws Exception {
    System.out.println(String.join(" | ", new Questions(Loader.contender(args[0])).ask()));
  }

  private List<String> ask() throws Exception {
    if (!value("id", rewrite(listed)).equals(value("id", listed))) {
      throw new IllegalStateException("not even the id is kept");
    }
    return List.of(
        unknownEnum(), unlistedProperty(), requiredNull(), absentOrNull(), offset(), bigNumbers());
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
}
