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
import org.jspecify.annotations.Nullable;

/** What each column of the file means. */
final class Columns {
  static final String EXTERNAL_ID = "external_id";

  private static final String IGNORE = "ignore";
  private static final String ARROW = "->";

  /** One column: where it stands, what it is, and what is read instead of its values. */
  record Column(int index, String header, Property property, Map<String, String> values) {}

  private final List<Column> columns;
  private final OptionalInt key;
  private final String keyName;

  private Columns(List<String> header, List<Column> columns, OptionalInt key) {
    this.columns = List.copyOf(columns);
    this.key = key;
    this.keyName = key.isPresent() ? header.get(key.getAsInt()) : "";
  }

  /** Reads the columns file, if there is one, and holds the header against it. */
  static Columns of(List<String> header, ImportSettings settings) {
    List<String> problems = new ArrayList<>();
    Map<String, Mapping> mappings =
        settings.columns().map(file -> mappings(file, header, problems)).orElse(Map.of());
    List<Column> columns = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    OptionalInt key = OptionalInt.empty();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      Mapping mapping = mappings.getOrDefault(name, new Mapping(name));
      if (mapping.target.equals(settings.key()) || name.equals(settings.key())) {
        key = OptionalInt.of(i);
      }
      if (mapping.target.equals(IGNORE) || mapping.target.equals(EXTERNAL_ID)) {
        continue;
      }
      Optional<Property> property = Property.named(mapping.target);
      if (property.isEmpty()) {
        // The key need not be a property, and is not sent then.
        if (!name.equals(settings.key()) || settings.keyByContent()) {
          problems.add(unknown(name, mapping.target));
        }
        continue;
      }
      String other = taken.put(mapping.target, name);
      if (other != null) {
        problems.add(
            "The columns "
                + other
                + " and "
                + name
                + " are both "
                + mapping.target
                + ": ignore one of them in the columns file.");
      }
      columns.add(new Column(i, name, property.get(), mapping.values));
    }
    if (!settings.keyByContent()) {
      checkKey(settings.key(), key, taken.get("phone"), problems);
    }
    if (columns.isEmpty() && problems.isEmpty()) {
      problems.add("No column is a property of a call: say what they mean with --columns.");
    }
    if (!problems.isEmpty()) {
      throw ImportException.badInput(
          settings.file() + ":\n" + String.join("\n", problems) + "\nNothing was sent.");
    }
    return new Columns(header, columns, settings.keyByContent() ? OptionalInt.empty() : key);
  }

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

  private static void checkKey(
      String name, OptionalInt key, @Nullable String phone, List<String> problems) {
    if (key.isEmpty()) {
      problems.add(
          "There is no column "
              + name
              + ", by which a call is known again when you go on after a stop. Name another one"
              + " with --key, map one to external_id with --columns, or give --key-by-content if no"
              + " column tells calls apart.");
    } else if (name.equals("phone") || name.equals(phone)) {
      problems.add("--key phone: two calls can have the same number. Give another column.");
    }
  }

  private static String unknown(String name, String target) {
    String nearest =
        Property.names().stream()
            .filter(property -> letters(property).equals(letters(target)))
            .map(property -> " Is it " + property + "?")
            .findFirst()
            .orElse("");
    return "The column "
        + name
        + (name.equals(target) ? "" : " (" + target + " in the columns file)")
        + " is no property of a call."
        + nearest
        + " Say what it means in a columns file, or ignore it there: \""
        + name
        + " = ignore\".";
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  /** What the columns file says of a column. */
  private static final class Mapping {
    private final String target;
    private final Map<String, String> values = new HashMap<>();

    private Mapping(String target) {
      this.target = target;
    }
  }

  private static Map<String, Mapping> mappings(
      Path file, List<String> header, List<String> problems) {
    Map<String, Mapping> mappings = new HashMap<>();
    Mapping current = null;
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      String where = file + ", line " + number + ": ";
      boolean isValue = Character.isWhitespace(line.charAt(0));
      String[] sides = line.strip().split(isValue ? ARROW : "=", 2);
      String left = sides[0].strip();
      if (sides.length < 2 || (isValue && current == null)) {
        problems.add(
            where
                + "write \"column = property\" at the beginning of a line, and \"value -> other"
                + " value\" indented below it.");
        continue;
      }
      String right = sides[1].strip();
      if (isValue && current != null) {
        current.values.put(left, right);
      } else {
        current = new Mapping(right);
        if (!header.contains(left)) {
          problems.add(where + "the file has no column " + left + ".");
        } else if (mappings.put(left, current) != null) {
          problems.add(where + left + " is there twice.");
        }
      }
    }
    return mappings;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw ImportException.badInput(file + " is not UTF-8: save it as UTF-8.");
    } catch (IOException e) {
      throw ImportException.badInput(
          file + (Files.exists(file) ? " cannot be read." : " does not exist."));
    }
  }
}
