package io.github.closecalls.cli.imports;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each column of the file means. */
final class Columns {
  static final String EXTERNAL_ID = "external_id";

  private static final String IGNORE = "ignore";
  private static final String ARROW = "->";

  /** Such as "phone if inbound": two columns share a property, since calls have two directions. */
  private static final Pattern CONDITION = Pattern.compile("(\\S+) +if +(inbound|outbound)");

  private static final List<String> DIRECTIONS = List.of("inbound", "outbound");

  /**
   * One column.
   *
   * @param index where it stands
   * @param property what it is
   * @param direction of the calls of which it is that; of all if empty
   * @param values what is read instead of its values
   */
  record Column(int index, Property property, String direction, Map<String, String> values) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private OptionalInt key = OptionalInt.empty();
  private String keyName = "";

  private Columns() {}

  /** Reads the columns file, if there is one, and holds the header against it. */
  static Columns of(List<String> header, ImportSettings settings) {
    Columns columns = new Columns();
    columns.read(header, settings);
    if (columns.columns.isEmpty() && columns.problems.isEmpty()) {
      columns.problems.add("No column is a property of a call: say what they mean with --columns.");
    }
    if (!columns.problems.isEmpty()) {
      throw ImportException.badInput(
          "%s:\n%s", settings.file(), String.join("\n", columns.problems));
    }
    return columns;
  }

  /** Returns them in the order of the file, but the direction first, as others hang on it. */
  List<Column> all() {
    return columns;
  }

  /** Returns where the key stands; empty if the content is the key. */
  OptionalInt key() {
    return key;
  }

  /** Returns what the file calls it; nothing if the content is the key. */
  String keyName() {
    return keyName;
  }

  private void read(List<String> header, ImportSettings settings) {
    Map<String, Mapping> mappings =
        settings.columns().map(file -> mappings(file, header)).orElse(Map.of());
    Map<String, String> taken = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      Mapping mapping = mappings.getOrDefault(name, Mapping.of(name));
      boolean isKey =
          !settings.keyByContent()
              && (mapping.target.equals(settings.key()) || name.equals(settings.key()));
      if (isKey) {
        take(taken, "", settings.key(), name);
        key = OptionalInt.of(i);
        keyName = name;
      }
      if (mapping.target.equals(IGNORE) || mapping.target.equals(EXTERNAL_ID)) {
        continue;
      }
      Optional<Property> property = Property.named(mapping.target);
      if (property.isEmpty() && !isKey) { // The key need not be one, and is not sent then.
        problems.add(unknown(name, mapping.target));
      } else if (property.isPresent()) {
        if (isKey && mapping.target.equals("phone")) {
          problems.add("--key phone: two calls can have the same number. Give another column.");
        }
        for (String direction : DIRECTIONS) {
          if (mapping.direction.isEmpty() || mapping.direction.equals(direction)) {
            take(taken, direction, mapping.target, name);
          }
        }
        columns.add(
            mapping.target.equals("direction") ? 0 : columns.size(),
            new Column(i, property.get(), mapping.direction, mapping.values));
      }
    }
    if (key.isEmpty() && !settings.keyByContent()) {
      problems.add(
          ("There is no column %s, by which a call is known again when you go on after a stop."
                  + " Name another one with --key, map one to external_id with --columns, or give"
                  + " --key-by-content if no column tells calls apart.")
              .formatted(settings.key()));
    }
  }

  private void take(Map<String, String> taken, String direction, String target, String name) {
    String other = taken.put(target + " " + direction, name);
    String problem =
        "The columns %s and %s are both %s: ignore one of them in the columns file."
            .formatted(other, name, target);
    if (other != null && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static String unknown(String name, String target) {
    String nearest =
        Property.names().stream()
            .filter(property -> letters(property).equals(letters(target)))
            .map(property -> " Is it " + property + "?")
            .findFirst()
            .orElse("");
    String meaning = name.equals(target) ? "" : " (" + target + " in the columns file)";
    return ("The column %s%s is no property of a call.%s Say what it means in a columns file, or"
            + " ignore it there: \"%s = ignore\".")
        .formatted(name, meaning, nearest, name);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  /** What the columns file says of a column. */
  private record Mapping(String target, String direction, Map<String, String> values) {
    static Mapping of(String meaning) {
      Matcher condition = CONDITION.matcher(meaning);
      return condition.matches()
          ? new Mapping(condition.group(1), condition.group(2), new HashMap<>())
          : new Mapping(meaning, "", new HashMap<>());
    }
  }

  private Map<String, Mapping> mappings(Path file, List<String> header) {
    Map<String, Mapping> mappings = new HashMap<>();
    Mapping current = null;
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      boolean isValue = Character.isWhitespace(line.charAt(0));
      String[] sides = line.strip().split(isValue ? ARROW : "=", 2);
      String left = sides[0].strip();
      String where = file + ", line " + number + ": ";
      if (sides.length < 2 || (isValue && current == null)) {
        problems.add(
            where
                + "write \"column = property\" at the beginning of a line, and \"value -> other"
                + " value\" indented below it.");
      } else if (isValue && current != null) {
        current.values.put(left, sides[1].strip());
      } else {
        current = Mapping.of(sides[1].strip());
        if (!header.contains(left)) {
          problems.add(
              where
                  + "the file has no column "
                  + left
                  + ": spell it as the file does, or remove the line.");
        } else if (mappings.put(left, current) != null) {
          problems.add(where + left + " is there twice: keep one of the two lines.");
        }
      }
    }
    return mappings;
  }

  private static List<String> lines(Path file) {
    try {
      // Some editors mark UTF-8 with an invisible character.
      return Files.readString(file).replaceFirst("^\uFEFF", "").lines().toList();
    } catch (CharacterCodingException e) {
      throw ImportException.badInput("%s is not UTF-8: save it as UTF-8.", file);
    } catch (IOException e) {
      throw ImportException.badInput(
          "%s %s.", file, Files.exists(file) ? "cannot be read" : "does not exist");
    }
  }
}
