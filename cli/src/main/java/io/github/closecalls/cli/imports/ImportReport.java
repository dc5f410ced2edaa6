package io.github.closecalls.cli.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells a person what became of a run: a sentence, then what there is to do, then the rest.
 *
 * <p>The page needs nothing but itself: no script, and nothing from elsewhere. It shows no phone
 * number, no note and no credential.
 */
record ImportReport(
    ImportSettings settings,
    String base,
    String commandLine,
    Tally tally,
    Outputs.Result result,
    Optional<String> stopped,
    CallReader reader) {
  private static final String FILE = "report.html";
  private static final String PAGE = "/io/github/closecalls/cli/imports/report.html";
  private static final int OPEN_SHOWN = 50;

  /** Returns what a person is told at the end. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    stopped.ifPresent(reason -> sentences.add("Stopped. " + reason));
    sentences.add(verdict());
    sentences.addAll(remedies());
    sentences.add("The report is " + settings.folder().resolve(FILE) + ".");
    return sentences;
  }

  /** Returns what a program is told at the end. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("rows", (long) result.total());
    summary.put("logged", (long) result.count(RowOutcome.LOGGED));
    summary.put("refused", (long) result.count(RowOutcome.REFUSED));
    summary.put("unknown", (long) result.count(RowOutcome.UNKNOWN));
    summary.put("not_sent", (long) result.count(RowOutcome.WAITING));
    summary.put("folder", settings.folder().toString());
    return summary;
  }

  /** Returns what was made of cells on the way, if anything was. */
  static List<String> conversions(CallReader reader) {
    List<String> conversions = new ArrayList<>();
    Phones phones = reader.phones();
    if (phones.converted() > 0) {
      conversions.add(
          count(phones.converted(), "phone number")
              + " converted to E.164, as --region says"
              + (phones.doubtful() == 0
                  ? "."
                  : "; " + phones.doubtful() + " of the whole column in no range that is in use."));
    }
    if (reader.undated() > 0) {
      conversions.add(
          count(reader.undated(), "row")
              + " without activity_at: Close takes these calls for calls of now.");
    }
    if (reader.dropped() > 0) {
      conversions.add(
          count(reader.dropped(), "value") + " left out, since they could not be sent.");
    }
    return conversions;
  }

  static String count(int count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  void write() {
    Path path = settings.folder().resolve(FILE);
    try {
      Files.deleteIfExists(path);
      Files.createFile(path);
      Journal.restrict(path, "rw-------");
      Files.writeString(path, html());
    } catch (IOException e) {
      throw ImportException.failed(path + " cannot be written: " + e);
    }
  }

  private String html() {
    return page()
        .replace("{title}", escaped("Import of " + settings.file().getFileName()))
        .replace(
            "{when}",
            ZonedDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH)))
        .replace("{mood}", mood())
        .replace("{verdict}", escaped(verdict()))
        .replace(
            "{stopped}",
            stopped.map(reason -> "<p>" + escaped("It stopped. " + reason) + "</p>").orElse(""))
        .replace("{tiles}", tiles())
        .replace("{todo}", todo())
        .replace("{chart}", chart())
        .replace("{refused}", refused())
        .replace("{made}", made())
        .replace("{command}", escaped(commandLine));
  }

  private String verdict() {
    int open = result.count(RowOutcome.UNKNOWN);
    int refused = result.count(RowOutcome.REFUSED);
    int waiting = result.count(RowOutcome.WAITING);
    return String.format(
            Locale.ROOT,
            "%,d of %s %s logged.",
            result.count(RowOutcome.LOGGED),
            count(result.total(), "call"),
            result.count(RowOutcome.LOGGED) == 1 ? "is" : "are")
        + (open == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %,d may be logged: look at %s first.",
                open,
                open == 1 ? "it" : "them"))
        + (refused == 0
            ? ""
            : String.format(
                Locale.ROOT, " %,d %s refused.", refused, refused == 1 ? "was" : "were"))
        + (waiting == 0
            ? ""
            : String.format(
                Locale.ROOT, " %,d %s not sent yet.", waiting, waiting == 1 ? "is" : "are"));
  }

  private List<String> remedies() {
    List<String> remedies = new ArrayList<>();
    Path folder = settings.folder();
    if (result.count(RowOutcome.UNKNOWN) > 0) {
      remedies.add(
          "May be logged: look for each call of "
              + folder.resolve(Outputs.UNKNOWN)
              + " in Close, write logged or again into its column decision, and run the same line"
              + " with --decisions "
              + folder.resolve(Outputs.UNKNOWN)
              + ".");
    }
    if (result.count(RowOutcome.REFUSED) > 0) {
      remedies.add(
          "Refused: "
              + folder.resolve(Outputs.REFUSED)
              + " says why. Correct these rows in "
              + settings.file()
              + ", and run the same line again.");
    }
    if (result.count(RowOutcome.WAITING) > 0) {
      remedies.add("Not sent yet: run the same line again.");
    }
    return remedies;
  }

  private String mood() {
    return result.count(RowOutcome.UNKNOWN) > 0
        ? "open"
        : result.count(RowOutcome.LOGGED) == result.total() ? "good" : "mixed";
  }

  private String tiles() {
    StringBuilder tiles = new StringBuilder();
    for (RowOutcome outcome : RowOutcome.values()) {
      tiles.append(
          String.format(
              Locale.ROOT,
              "<div class=\"tile\"><dt>%s%s</dt><dd>%,d</dd></div>\n",
              Chart.swatch(outcome),
              outcome.text(),
              result.count(outcome)));
    }
    return tiles.toString();
  }

  private String todo() {
    List<String> remedies = remedies();
    StringBuilder html = new StringBuilder();
    if (!remedies.isEmpty()) {
      html.append("<section><h2>What to do</h2>\n<ol>");
      remedies.forEach(remedy -> html.append("<li>").append(escaped(remedy)).append("</li>\n"));
      html.append("</ol></section>\n");
    }
    int more = result.open().size() - OPEN_SHOWN;
    return html.append(
            table(
                RowOutcome.UNKNOWN,
                "May be logged",
                List.of("row", "sent at (UTC)", "what happened", "lead"),
                result.open().stream().limit(OPEN_SHOWN).map(ImportReport::open).toList()))
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

  private static String table(
      RowOutcome outcome, String title, List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section><h2>");
    html.append(Chart.swatch(outcome)).append(title).append("</h2>\n<div class=\"scroll\"><table>");
    html.append("<tr><th>").append(String.join("</th><th>", head)).append("</th></tr>\n");
    rows.forEach(
        row ->
            html.append("<tr><td>").append(String.join("</td><td>", row)).append("</td></tr>\n"));
    return html.append("</table></div></section>\n").toString();
  }

  private String chart() {
    if (tally.sent() == 0) {
      return "<p>Nothing was sent in this run.</p>";
    }
    return new Chart(tally.seconds(), settings.rate()).svg();
  }

  private String refused() {
    List<List<String>> rows =
        result.reasons().entrySet().stream()
            .sorted((a, b) -> b.getValue().count() - a.getValue().count())
            .map(entry -> refused(entry.getKey(), entry.getValue()))
            .toList();
    return table(RowOutcome.REFUSED, "Refused, and why", List.of("rows", "why", "which"), rows);
  }

  private static List<String> refused(String why, Outputs.Reason reason) {
    String which = reason.rows().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return List.of(
        String.format(Locale.ROOT, "%,d", reason.count()),
        escaped(why),
        which + (reason.count() > reason.rows().size() ? ", …" : ""));
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
    add(
        html,
        "Limits",
        number(settings.rate()) + " per second, " + settings.concurrency() + " under way at once");
    add(html, "Address", base);
    add(html, "Key", settings.keyByContent() ? "the whole row" : settings.key());
    conversions(reader).forEach(made -> add(html, "Changed", made));
    return html.toString();
  }

  private static void add(StringBuilder html, String name, String value) {
    html.append("<dt>")
        .append(escaped(name))
        .append("</dt><dd>")
        .append(escaped(value))
        .append("</dd>\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
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
      if (page == null) {
        throw new IllegalStateException("The jar lacks " + PAGE);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
