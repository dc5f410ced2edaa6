package io.github.closecalls.cli.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells a person what became of a run: a sentence, then what there is to do, then the rest.
 *
 * <p>The page needs nothing but itself: no script, and nothing from elsewhere. It shows no phone
 * number, no note and no credential.
 *
 * @param stopped why it stopped before the end, if it did
 * @param conversions what was made of cells on the way
 */
record ImportReport(
    ImportSettings settings,
    String base,
    String commandLine,
    Tally tally,
    Outputs.Result result,
    Optional<String> stopped,
    List<String> conversions) {
  private static final String FILE = "report.html";
  private static final String PAGE = "/io/github/closecalls/cli/imports/report.html";
  private static final int OPEN_SHOWN = 50;
  private static final int REFUSED_SHOWN = 10;

  /** Returns what a person is told at the end. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    stopped.ifPresent(reason -> sentences.add("Stopped. " + reason));
    sentences.add(verdict());
    sentences.addAll(remedies());
    return sentences;
  }

  /** Returns what a program is told at the end. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("rows", result.total());
    summary.put("logged", result.count(RowOutcome.LOGGED));
    summary.put("refused", result.count(RowOutcome.REFUSED));
    summary.put("unknown", result.count(RowOutcome.UNKNOWN));
    summary.put("not_sent", result.count(RowOutcome.WAITING));
    summary.put("folder", settings.folder().toString());
    return summary;
  }

  static String count(int count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** Writes the page, and returns where it is. */
  Path write() {
    Path page = settings.folder().resolve(FILE);
    Path whole = page.resolveSibling(FILE + ".tmp");
    try {
      Files.writeString(OwnerOnly.createFile(whole), html());
      OwnerOnly.replace(whole, page);
      return page;
    } catch (IOException e) {
      throw ImportException.failed("%s cannot be written: %s.", page, ImportException.reason(e));
    }
  }

  private String html() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", escaped("Import of " + settings.file().getFileName()));
    parts.put(
        "when",
        ZonedDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH)));
    parts.put("mood", mood());
    parts.put("verdict", escaped(verdict()));
    parts.put("stopped", stopped.map(why -> "<p>It stopped. " + escaped(why) + "</p>").orElse(""));
    parts.put("tiles", tiles());
    parts.put("todo", todo());
    parts.put("chart", chart());
    parts.put("refused", refused());
    parts.put("made", made());
    parts.put("command", escaped(commandLine));
    String page = page();
    for (Map.Entry<String, String> part : parts.entrySet()) {
      page = page.replace("{" + part.getKey() + "}", part.getValue());
    }
    return page;
  }

  private String verdict() {
    int logged = result.count(RowOutcome.LOGGED);
    int open = result.count(RowOutcome.UNKNOWN);
    int refused = result.count(RowOutcome.REFUSED);
    int waiting = result.count(RowOutcome.WAITING);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s of %s %s logged."
            .formatted(
                number(logged),
                count(result.total(), "call"),
                logged == 1 || result.total() == 1 ? "is" : "are"));
    if (open > 0) {
      sentences.add(
          number(open) + " may be logged: look at " + (open == 1 ? "it" : "them") + " first.");
    }
    if (result.gone() > 0) {
      sentences.add(
          count(result.gone(), "more call")
              + (result.gone() == 1
                  ? " may be logged, but its row is no longer in the file."
                  : " may be logged, but their rows are no longer in the file."));
    }
    if (refused > 0) {
      sentences.add(number(refused) + (refused == 1 ? " was refused." : " were refused."));
    }
    if (waiting > 0) {
      sentences.add(number(waiting) + (waiting == 1 ? " is not sent yet." : " are not sent yet."));
    }
    return String.join(" ", sentences);
  }

  private List<String> remedies() {
    List<String> remedies = new ArrayList<>();
    Path unknown = settings.folder().resolve(Outputs.UNKNOWN);
    if (result.count(RowOutcome.UNKNOWN) + result.gone() > 0) {
      remedies.add(
          ("May be logged: look for each call of %s in Close, write logged or again into its column"
                  + " decision, and run the same line with --decisions %s.")
              .formatted(unknown, unknown));
    }
    int changed = result.changed();
    if (changed > 0) {
      remedies.add(
          count(changed, "row")
              + (changed == 1 ? " was changed since it was" : " were changed since they were")
              + " logged. If that was not you but a spreadsheet that saved the file, or another"
              + " option, bring the old ones back, and run the same line again.");
    }
    if (result.count(RowOutcome.REFUSED) > 0) {
      remedies.add(
          "Refused: %s says why. Correct these rows in %s, and run the same line again."
              .formatted(settings.folder().resolve(Outputs.REFUSED), settings.file()));
    }
    if (result.count(RowOutcome.WAITING) > 0) {
      remedies.add("Not sent yet: run the same line again.");
    }
    return remedies;
  }

  private String mood() {
    return result.count(RowOutcome.UNKNOWN) + result.gone() > 0
        ? "open"
        : result.count(RowOutcome.LOGGED) == result.total() ? "good" : "mixed";
  }

  private String tiles() {
    StringBuilder tiles = new StringBuilder();
    for (RowOutcome outcome : RowOutcome.values()) {
      tiles.append(
          "<div class=\"tile\"><dt>%s%s</dt><dd>%s</dd></div>\n"
              .formatted(Chart.swatch(outcome), outcome.text(), number(result.count(outcome))));
    }
    return tiles.toString();
  }

  private String todo() {
    StringBuilder html = new StringBuilder();
    if (!remedies().isEmpty()) {
      html.append("<section><h2>What to do</h2>\n<ol>");
      remedies().forEach(remedy -> html.append("<li>").append(escaped(remedy)).append("</li>\n"));
      html.append("</ol></section>\n");
    }
    List<String> head = List.of("row", "sent at (UTC)", "what happened", "lead");
    List<List<String>> rows =
        result.open().stream().limit(OPEN_SHOWN).map(ImportReport::open).toList();
    int more = result.open().size() - rows.size();
    return html.append(table(RowOutcome.UNKNOWN, "May be logged", head, rows))
        .append(more > 0 ? "<p>" + count(more, "more row") + " in unknown.csv.</p>" : "")
        .toString();
  }

  private static List<String> open(Outputs.Open open) {
    String lead = escaped(open.lead());
    return List.of(
        String.valueOf(open.row()),
        escaped(open.at().replace("T", " ").replace("Z", "")),
        escaped(open.why()),
        lead.isEmpty() ? "" : "<a href=\"" + lead + "\">in Close</a>");
  }

  private String refused() {
    List<List<String>> rows =
        result.reasons().entrySet().stream()
            .sorted((a, b) -> b.getValue().size() - a.getValue().size())
            .map(entry -> refused(entry.getKey(), entry.getValue()))
            .toList();
    return table(RowOutcome.REFUSED, "Refused, and why", List.of("rows", "why", "which"), rows);
  }

  private static List<String> refused(String why, List<Long> rows) {
    String first =
        rows.stream().limit(REFUSED_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return List.of(
        number(rows.size()), escaped(why), first + (rows.size() > REFUSED_SHOWN ? ", …" : ""));
  }

  private static String table(
      RowOutcome outcome, String title, List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    String body =
        rows.stream()
            .map(row -> "<tr><td>" + String.join("</td><td>", row) + "</td></tr>\n")
            .collect(Collectors.joining());
    return """
        <section><h2>%s%s</h2>
        <div class="scroll"><table>
        <thead><tr><th>%s</th></tr></thead>
        %s</table></div></section>
        """
        .formatted(Chart.swatch(outcome), title, String.join("</th><th>", head), body);
  }

  private String chart() {
    return tally.sent() == 0
        ? "<p>Nothing was sent in this run.</p>"
        : new Chart(tally.seconds(), settings.rate()).svg();
  }

  private String made() {
    StringBuilder html = new StringBuilder();
    add(html, "Sent in this run", count(tally.sent(), "call") + " in " + length(tally.elapsed()));
    add(
        html,
        "Sent again",
        tally.repeated() == 0
            ? "none"
            : count(tally.repeated(), "request") + ", each of which Close had surely not logged");
    String rate = Chart.number(settings.rate());
    add(html, "Limits", rate + " per second, " + settings.concurrency() + " under way at once");
    add(html, "Address", base);
    add(html, "Key", settings.keyByContent() ? "the whole row" : settings.key());
    conversions.forEach(conversion -> add(html, "Changed", conversion));
    return html.toString();
  }

  private static void add(StringBuilder html, String name, String value) {
    html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(escaped(name), escaped(value)));
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String length(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("{", "&#123;");
  }

  private static String page() {
    try (InputStream page = ImportReport.class.getResourceAsStream(PAGE)) {
      return new String(Objects.requireNonNull(page, PAGE).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
