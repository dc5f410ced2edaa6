package io.github.closecalls.cli.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.Violation;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the file as calls, once from the first to the last.
 *
 * <p>A row becomes JSON, and the generated model makes the call of it: types, enums and rules are
 * those of the library.
 */
final class CallReader implements Iterator<CallRow> {
  /** As 1.41555E+10, with a fraction or a sign at least: 7E12 alone can be an id. */
  private static final Pattern ROUNDED =
      Pattern.compile("[0-9]([.,][0-9]+e\\+?|e\\+)[0-9]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern CLOCK = Pattern.compile("([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])");
  private static final int DIGEST = 16;

  private final Iterator<CsvFile.Row> rows;
  private final Columns columns;
  private final ImportSettings settings;
  private final Function<CreateCallActivity, List<Violation>> check;
  private final Phones phones;
  private final Map<String, Long> keys = new HashMap<>();
  private final Map<String, Integer> contents = new HashMap<>();
  private final Set<String> droppable;
  private int dropped;
  private int undated;

  CallReader(
      CsvFile file,
      Columns columns,
      ImportSettings settings,
      Function<CreateCallActivity, List<Violation>> check) {
    this.rows = file.rows();
    this.columns = columns;
    this.settings = settings;
    this.check = check;
    this.phones = new Phones(settings.region());
    this.droppable = settings.droppable();
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public CallRow next() {
    CsvFile.Row row = rows.next();
    List<String> problems = new ArrayList<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Columns.Column column : columns.all()) {
      Property property = column.property();
      if (!isOfDirection(column, row, properties, problems)) {
        continue;
      }
      try {
        Object value = value(row.number(), column, row.cells().get(column.index()));
        if (value != null) {
          properties.put(property.name(), value);
        }
      } catch (IllegalArgumentException e) {
        drop(property.name(), property.name() + " " + e.getMessage() + ".", properties, problems);
      }
    }
    if (properties.isEmpty() && problems.isEmpty()) {
      problems.add("Nothing is said of the call: fill in at least one cell that describes it.");
    }
    if (problems.isEmpty() && !properties.containsKey("activity_at")) {
      undated++;
    }
    CreateCallActivity call = call(properties);
    if (findProblems(call, properties, problems)) {
      call = call(properties);
    }
    return new CallRow(
        row.number(),
        key(row, problems),
        row.cells(),
        call,
        digest(call.toJson(), DIGEST),
        digest(occasion(call), DIGEST),
        List.copyOf(problems));
  }

  /** Returns what a row keeps when it is mended: hardly ever is its time wrong. */
  private static String occasion(CreateCallActivity call) {
    OffsetDateTime at = call.activityAt();
    return at == null
        ? call.phone() + "\n" + call.direction() + "\n" + call.leadId()
        : at.toInstant().toString();
  }

  /** Returns whether a column belongs to the calls of the direction that this row has. */
  private static boolean isOfDirection(
      Columns.Column column,
      CsvFile.Row row,
      Map<String, Object> properties,
      List<String> problems) {
    if (column.direction().isEmpty() || row.cells().get(column.index()).isBlank()) {
      return true;
    }
    Object direction = properties.get("direction");
    if (direction == null && problems.isEmpty()) {
      problems.add(
          "direction is empty, and decides which column is %s: fill it in."
              .formatted(column.property().name()));
    }
    return column.direction().equals(direction);
  }

  /** Returns the keys of all rows that were read. */
  Set<String> keys() {
    return keys.keySet();
  }

  Phones phones() {
    return phones;
  }

  /** Returns what was made of cells on the way, if anything was. */
  List<String> conversions() {
    List<String> conversions = new ArrayList<>(phones.conversions());
    if (undated > 0) {
      conversions.add(
          ImportReport.count(undated, "row")
              + " without activity_at: Close takes these calls for calls of now.");
    }
    if (dropped > 0) {
      conversions.add(
          ImportReport.count(dropped, "value") + " left out, since they could not be sent.");
    }
    return conversions;
  }

  private @Nullable Object value(long row, Columns.Column column, String cell) {
    Property property = column.property();
    String text = column.values().getOrDefault(cell.strip(), cell);
    if (text.isBlank()) {
      return null; // Absent: null would say that there is nothing.
    }
    if (property.name().startsWith("note")) {
      return text;
    }
    text = text.strip();
    if (!property.values().isEmpty() && !property.values().contains(text)) {
      throw new IllegalArgumentException(
          "must be one of "
              + String.join(", ", property.values())
              + ": correct the cell, or say what it means in a columns file");
    }
    return switch (property.kind()) {
      case INTEGER -> integer(text);
      case TIME -> settings.times().parse(text).toString();
      case JSON -> json(text);
      case TEXT -> {
        checkNotRounded(text);
        yield property.name().equals("phone") ? phones.convert(row, text) : text;
      }
    };
  }

  private static long integer(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return (Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2))) * 60
          + Long.parseLong(clock.group(3));
    }
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          text.contains(":")
              ? "may mean hours or minutes: write seconds, or h:mm:ss"
              : "must be a whole number: a duration is in seconds, or h:mm:ss");
    }
    return Long.parseLong(text);
  }

  private static Object json(String text) {
    try {
      Object value = JsonValues.ADAPTER.fromJson(text);
      if (value instanceof Map) {
        return value;
      }
    } catch (IOException | JsonDataException e) {
      // Said below.
    }
    throw new IllegalArgumentException("must be a JSON object, such as {\"cf_1\": \"yes\"}");
  }

  private static void checkNotRounded(String text) {
    if (ROUNDED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "was rounded by a spreadsheet, and its digits are gone: export the column as text");
    }
  }

  private static CreateCallActivity call(Map<String, Object> properties) {
    return CreateCallActivity.fromJson(JsonValues.ADAPTER.toJson(properties));
  }

  /** Returns whether a property was dropped. */
  private boolean findProblems(
      CreateCallActivity call, Map<String, Object> properties, List<String> problems) {
    int before = properties.size();
    Set<String> odd = new HashSet<>();
    for (Deviation deviation : call.deviations()) {
      String name = deviation.pointer().substring(1);
      odd.add(name);
      drop(name, name + " " + deviation.rule() + ": correct the cell.", properties, problems);
    }
    for (Violation violation : check.apply(call)) {
      if (!odd.contains(violation.property())) {
        drop(violation.property(), violation.toString(), properties, problems);
      }
    }
    return properties.size() < before;
  }

  private void drop(
      String name, String problem, Map<String, Object> properties, List<String> problems) {
    if (droppable.contains(name)) {
      properties.remove(name);
      dropped++;
    } else {
      problems.add(problem);
    }
  }

  private String key(CsvFile.Row row, List<String> problems) {
    if (columns.key().isEmpty()) {
      // Of the cells and not of what is made of them, which other options would change.
      String content = digest(String.join("\u0000", row.cells()), 2 * DIGEST);
      String key = content + "#" + contents.merge(content, 1, Integer::sum);
      keys.put(key, row.number());
      return key;
    }
    String key = row.cells().get(columns.key().getAsInt()).strip();
    if (ROUNDED.matcher(key).matches()) {
      throw ImportException.badInput(
          "Row %s: %s was rounded by a spreadsheet, and its digits are gone. Calls could no longer"
              + " be told apart: export the column as text.",
          row.number(), settings.key());
    }
    if (key.isEmpty()) {
      problems.add(settings.key() + " is empty: each call needs one.");
      return key;
    }
    Long other = keys.putIfAbsent(key, row.number());
    if (other == null) {
      return key;
    }
    problems.add(
        "%s is the same as in row %s: each call needs its own.".formatted(settings.key(), other));
    return ""; // What the journal says of the key is said of the other row.
  }

  private static String digest(String text, int length) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
